import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Contract, type Facility, isFacility } from '@canon/contract'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Diagnostic, Place } from '../../model/diagnostic.ts'
import type { ContractFile, Spec } from '../../model/spec.ts'
import type { Law } from './law.ts'

export interface CollectRequest {
  readonly root: string
  readonly spec: Spec
  readonly contracts: readonly ContractFile[]
  readonly provider: Readonly<Record<string, unknown>>
  readonly vectorsFolder: string
}

/** Loads each contract and lets it register its laws. */
export async function collectLaws(
  request: CollectRequest,
): Promise<{ readonly laws: Law[]; readonly diagnostics: Diagnostic[] }> {
  const laws: Law[] = []
  const diagnostics: Diagnostic[] = []
  for (const file of request.contracts) {
    const before = laws.length
    const place = { file: file.path, line: 1, column: 1 }
    try {
      // The digest in the address keeps a changed contract from being taken from the module cache.
      const module = (await import(`${pathToFileURL(join(request.root, file.path)).href}?${file.digest.slice(7, 23)}`)) as {
        default?: Contract
      }
      if (typeof module.default?.build !== 'function') throw new TypeError('has no contract as its default export')
      if (module.default.provider !== request.spec.name)
        throw new TypeError(`is about ${module.default.provider}, its file name says ${request.spec.name}`)
      module.default.build(contextFor(request, file, laws))
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
  return { laws, diagnostics }
}

function contextFor(request: CollectRequest, file: ContractFile, laws: Law[]): Parameters<Contract['build']>[0] {
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
    ...fieldReaders(request.vectorsFolder),
  }
}

/** As the reader found it; a law whose text it could not see is placed at the contract. */
function placeOf(file: ContractFile, clauses: readonly string[], sentence: string): Place {
  const stated = file.laws.find((law) => law.sentence === sentence && law.clauses[0] === clauses[0])
  return stated?.place ?? { file: file.path, line: 1, column: 1 }
}

const FIELD_FILE_BYTES_MAX = 64 * 1024 * 1024

/** The field's vectors, read when a law asks; a folder that is absent is a missing facility, a broken file is an error. */
function fieldReaders(folder: string) {
  const facility = <Row>(path: string, load: (full: string) => readonly Row[]): Facility<Row> => {
    if (path.split('/').includes('..') || path.startsWith('/')) throw new TypeError(`${path} leaves the folder of vectors`)
    const full = join(folder, path)
    return {
      facility: `field vectors ${path}`,
      load: () => (statSync(full, { throwIfNoEntry: false }) === undefined ? undefined : load(full)),
    }
  }
  return {
    field: <Row>(path: string, rows: (json: unknown) => readonly Row[]) =>
      facility(path, (full) => rows(JSON.parse(readText(full)))),
    fieldText: <Row>(path: string, rows: (text: string) => readonly Row[]) => facility(path, (full) => rows(readText(full))),
    fieldFolder: <Row>(path: string, row: (json: unknown, path: string) => Row) =>
      facility(path, (full) =>
        readdirSync(full, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => row(JSON.parse(readText(join(full, name))), name)),
      ),
  }
}

function readText(path: string): string {
  if (statSync(path).size > FIELD_FILE_BYTES_MAX) throw new RangeError(`${path} is larger than ${FIELD_FILE_BYTES_MAX} bytes`)
  return readFileSync(path, 'utf8')
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
