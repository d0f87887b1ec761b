import type { Arbitrary } from 'fast-check'
import type { Facility } from './facility.ts'
import type { Remote } from './remote.ts'

/** A contract file's default export: the provider's name and the laws the consumer needs of it. */
export interface Contract {
  readonly provider: string
  readonly build: (context: ContractContext<any>) => void
}

export interface ContractContext<Surface> {
  /** The provider, out of process: functions answer promises, `await new provider.Class()` makes an object there. */
  readonly provider: Remote<Surface>
  /** A promise about every value the arbitraries draw. `clauses` are the provider's; the sentence says what is promised. */
  law<Values extends [unknown, ...unknown[]]>(
    clauses: string | readonly string[],
    sentence: string,
    arbitraries: { [K in keyof Values]: Arbitrary<Values[K]> },
    body: (...values: Values) => Promise<void>,
    options?: LawOptions,
  ): void
  /** A promise about each of these rows, in their order; a facility that is absent makes the law unproved, by name. */
  cases<Row>(
    clauses: string | readonly string[],
    sentence: string,
    rows: readonly Row[] | Facility<Row>,
    body: (row: Row) => Promise<void>,
    options?: LawOptions,
  ): void
  /** A JSON file of the field's vectors, below `CANON_VECTORS` (default `../shared/vectors`), as rows. */
  field<Row>(path: string, rows: (json: unknown) => readonly Row[]): Facility<Row>
  /** Several files at once, by glob-free folder: every `.json` below it, sorted; each row carries its path. */
  fieldFolder<Row>(folder: string, row: (json: unknown, path: string) => Row): Facility<Row>
  /** A text file of the field's vectors, as rows. */
  fieldText<Row>(path: string, rows: (text: string) => readonly Row[]): Facility<Row>
  /** A file of the field's vectors that is no text, as rows. */
  fieldBytes<Row>(path: string, rows: (bytes: Uint8Array) => readonly Row[]): Facility<Row>
}

export interface LawOptions {
  /** Draws; the workspace's default when left out. */
  readonly runs?: number
  /** For one run. */
  readonly timeoutMs?: number
  /** Share of draws that `fc.pre` may discard, 0 to 1; 0.5 when left out. */
  readonly discards?: number
  /** One run at a time, for laws that time or count. */
  readonly alone?: boolean
  /** False: `canon strength` tries no change on it. For a measurement too dear to repeat; the gate runs it all the same. */
  readonly mutants?: boolean
}

/** A part of a contract: the default export of `<provider>.contract.ts` calls it with its context; it lies in `<provider>/<topic>.laws.ts`. */
export type Laws<Surface> = (context: ContractContext<Surface>) => void

/** Declares the laws that this file's subsystem needs of `provider`. */
export function contract<Surface>(provider: string, build: Laws<Surface>): Contract {
  return { provider, build }
}
