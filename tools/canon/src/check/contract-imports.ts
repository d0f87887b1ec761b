import { posix } from 'node:path'
import { checkDiagnostic } from '../diagnostics/check.ts'
import type { ContractFile, Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import type { SpecRule } from './rule.ts'

/** A contract imports promises, arbitraries and oracles; never a package. */
export const contractImports: SpecRule = (spec, workspace) =>
  spec.contracts.flatMap((contract) =>
    contract.imports
      .filter((item) => !isAllowed(item, contract, spec, workspace))
      .map(({ module, place }) =>
        checkDiagnostic('CONTRACT_IMPORT', module === '' ? 'a computed import' : `the contract imports '${module}'`, { place }),
      ),
  )

function isAllowed(item: ContractFile['imports'][number], contract: ContractFile, spec: Spec, { config }: Workspace): boolean {
  const { module, typeOnly, place } = item
  if (module === '@canon/contract' || module === 'fast-check' || isOracle(module, config.oracles)) return true
  if (module.startsWith('#surface/')) return module === `#surface/${contract.provider}` && typeOnly !== false
  if (!module.startsWith('.')) return false
  const path = posix.join(posix.dirname(place.file), module)
  if (path.endsWith('.contract.ts')) return false
  return path.startsWith(`${spec.folder}/`) || path === `${config.specs}/${contract.provider}/driver.ts`
}

/** A listed module, or a subpath of a listed package. */
function isOracle(module: string, oracles: readonly string[]): boolean {
  return oracles.some((oracle) => module === oracle || (!oracle.startsWith('node:') && module.startsWith(`${oracle}/`)))
}
