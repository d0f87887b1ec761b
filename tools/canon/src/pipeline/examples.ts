import { cliDiagnostic } from '../diagnostics/cli.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import { expireExamples } from '../gate/examples/expire.ts'
import { readExamples } from '../gate/examples/file.ts'
import type { Host } from '../host/host.ts'
import type { ContractFile } from '../model/spec.ts'
import { readWorkspace } from '../read/workspace.ts'
import type { ListedExample } from '../report/examples-text.ts'
import { holdsNoError, type Outcome, UsageError } from './outcome.ts'

export interface ExamplesOptions {
  readonly action: string
  readonly args: readonly string[]
  readonly reason: string | undefined
}

/** `list` answers every kept counterexample in `data.examples[]`; `expire` takes some out of use, with a reason. */
export function examplesCommand(host: Host, { action, args, reason }: ExamplesOptions): Outcome {
  const contracts = readWorkspace(host).specs.flatMap((spec) => spec.contracts)
  if (action === 'list' && args.length <= 1) return list(host, contracts, args[0])
  if (action === 'expire' && args.length === 3) return expire(host, contracts, args, reason)
  throw new UsageError(
    cliDiagnostic('USAGE_BAD_VALUE', `"${[action, ...args].join(' ')}" is no use of examples.`, { expected: USES }),
  )
}

const USES = 'list [contract], or expire <contract> <law> <index|all> --reason <text>'

function list(host: Host, contracts: readonly ContractFile[], only: string | undefined): Outcome {
  const wanted = only === undefined ? contracts : contracts.filter((contract) => isNamed(contract, only))
  if (only !== undefined && wanted.length === 0) return unknownContract(only, contracts)
  const examples: ListedExample[] = []
  const faults = wanted.flatMap((contract) => {
    const { examples: file, diagnostics } = readExamples(host, contract)
    for (const [law, kept] of Object.entries(file.laws))
      for (const [index, { values }] of kept.entries())
        examples.push({ contract: nameOf(contract), law, index, values, state: 'kept' })
    for (const [index, { law, values, reason, at }] of file.expired.entries())
      examples.push({ contract: nameOf(contract), law, index, values, state: 'expired', reason, at })
    return diagnostics
  })
  return { ok: holdsNoError(faults), diagnostics: faults, data: { examples } }
}

function expire(
  host: Host,
  contracts: readonly ContractFile[],
  [name, law, which]: readonly string[],
  reason: string | undefined,
): Outcome {
  if (reason === undefined || reason.trim() === '')
    throw new UsageError(cliDiagnostic('USAGE_MISSING_ARGUMENT', 'An example is expired for a reason: --reason needs a text.'))
  if (which !== 'all' && !/^\d{1,4}$/.test(which!))
    throw new UsageError(
      cliDiagnostic('USAGE_BAD_VALUE', `"${which}" is no index.`, { expected: 'a number of the list, or all' }),
    )
  const contract = contracts.find((one) => isNamed(one, name!))
  if (contract === undefined) return unknownContract(name!, contracts)
  const index = which === 'all' ? 'all' : Number(which)
  const { moved, diagnostics } = expireExamples(host, { contract, law: law!, index, reason: reason.trim() })
  return { ok: holdsNoError(diagnostics), diagnostics, data: { contract: nameOf(contract), law, expired: moved.length } }
}

const nameOf = ({ consumer, provider }: ContractFile) => `${consumer}/${provider}`
const isNamed = (contract: ContractFile, name: string) => name === nameOf(contract) || name === contract.path

function unknownContract(name: string, contracts: readonly ContractFile[]): Outcome {
  const diagnostic = gateDiagnostic('EXAMPLE_UNKNOWN', `There is no contract "${name}"`, {
    expected: contracts.map(nameOf).join(', '),
  })
  return { ok: false, diagnostics: [diagnostic], data: null }
}
