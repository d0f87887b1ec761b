import { type Contract, isFacility } from '@canon/contract'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Diagnostic, Place } from '../../model/diagnostic.ts'
import type { ContractFile, Spec } from '../../model/spec.ts'
import { type FacilityDigests, facilityReaders } from '../facilities.ts'
import type { Law } from './law.ts'
import { loadContract } from './load.ts'

export interface CollectRequest {
  readonly root: string
  readonly spec: Spec
  readonly contracts: readonly ContractFile[]
  readonly provider: Readonly<Record<string, unknown>>
  readonly vectorsFolder: string
  /** Changes with any byte of the contracts and of what they import. */
  readonly edition: string
}

/** Loads each contract and lets it register its laws. */
export async function collectLaws(
  request: CollectRequest,
): Promise<{ readonly laws: Law[]; readonly diagnostics: Diagnostic[]; readonly facilities: FacilityDigests }> {
  const laws: Law[] = []
  const facilities: Record<string, string> = {}
  const readers = facilityReaders(request.vectorsFolder, (path, digest) => {
    facilities[path] = digest
  })
  const diagnostics: Diagnostic[] = []
  for (const file of request.contracts) {
    const before = laws.length
    const place = { file: file.path, line: 1, column: 1 }
    try {
      const contract = await loadContract(request.root, file.path, request.edition)
      if (contract.provider !== request.spec.name)
        throw new TypeError(`is about ${contract.provider}, its file name says ${request.spec.name}`)
      contract.build({ ...contextFor(request, file, laws), ...readers })
    } catch (error) {
      diagnostics.push(
        gateDiagnostic('CONTRACT_BROKEN', `${file.path}: ${error instanceof Error ? error.message : 'threw'}`, { place }),
      )
      continue
    }
    if (laws.length === before)
      diagnostics.push(gateDiagnostic('CONTRACT_REGISTERS_NOTHING', `${file.path} registers no law`, { place }))
    if (laws.length - before < file.laws.length)
      diagnostics.push(
        gateDiagnostic('CONTRACT_BROKEN', `${file.path} states ${file.laws.length} laws and registers ${laws.length - before}`, {
          place,
        }),
      )
  }
  diagnostics.push(...strayClauses(request.spec, laws))
  return { laws, diagnostics, facilities }
}

function contextFor(
  request: CollectRequest,
  file: ContractFile,
  laws: Law[],
): Omit<Parameters<Contract['build']>[0], keyof ReturnType<typeof facilityReaders>> {
  const base = (cited: string | readonly string[], sentence: string) => {
    const clauses = typeof cited === 'string' ? [cited] : cited
    return { clauses, sentence, consumer: file.consumer, path: file.path, place: placeOf(file, clauses, sentence) }
  }
  return {
    provider: request.provider as never,
    law: (clauses, sentence, arbitraries, body, options = {}) => {
      laws.push({
        ...base(clauses, sentence),
        options,
        subject: { kind: 'drawn', arbitraries: [...(arbitraries as readonly never[])], body: body as never },
      })
    },
    cases: (clauses, sentence, rows, body, options = {}) => {
      const [list, facility] = isFacility(rows) ? [rows.load(), rows.facility] : [rows, undefined]
      laws.push({
        ...base(clauses, sentence),
        options,
        subject: { kind: 'listed', rows: list as readonly unknown[] | undefined, facility, body: body as never },
      })
    },
  }
}

/** As the reader found it; a law whose text it could not see is placed at the contract. */
function placeOf(file: ContractFile, clauses: readonly string[], sentence: string): Place {
  const stated = file.laws.find((law) => law.sentence === sentence && law.clauses[0] === clauses[0])
  return stated?.place ?? { file: file.path, line: 1, column: 1 }
}

function strayClauses(spec: Spec, laws: readonly Law[]): Diagnostic[] {
  const known = new Set(spec.clauses.map(({ id }) => id))
  return laws.flatMap((law) =>
    law.clauses
      .filter((clause) => !known.has(clause))
      .map((clause) =>
        gateDiagnostic('CONTRACT_STRAY_CLAUSE', `"${law.sentence}" cites ${clause}`, {
          clause,
          place: law.place,
        }),
      ),
  )
}
