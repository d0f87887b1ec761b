import type { ByteReader } from './bytes.ts'
import { WireError } from './limits.ts'

/** How a package treats what it is given and what it gives; a finding is a claim of the package's own realm. */
export const CONDUCT_KINDS = ['changes-argument', 'shares'] as const
export type ConductKind = (typeof CONDUCT_KINDS)[number]

/**
 * `overwrite`: buffers are overwritten, as a caller may do. `close`: besides, arguments are compared and sharing is looked for.
 * `leave`: neither, to tell whether a difference comes from memory that is shared.
 */
export const CONDUCT_MODES = ['overwrite', 'close', 'leave'] as const
export type ConductMode = (typeof CONDUCT_MODES)[number]

/** The mode that a byte of the wire names. @throws WireError */
export function conductMode(byte: number): ConductMode {
  const mode = CONDUCT_MODES[byte]
  if (mode === undefined) throw new WireError('an unknown mode of conduct')
  return mode
}

/** Stands in `Arrived` for what is not data: functions, streams, the package's own objects. */
export const NOT_COMPARED = Symbol('not compared')

/** Watches requests from the package's end of the pipe. */
export interface Conduct {
  mode: ConductMode
  /** Takes a request's arguments before the call: `passed` are the buffers in them, `again` makes the same arguments anew. */
  request(args: readonly unknown[], passed: readonly Uint8Array[], again: () => Arrived): WatchedCall
}

/** Arguments as they arrived, with the buffers in them. */
export interface Arrived {
  readonly args: readonly unknown[]
  readonly passed: readonly Uint8Array[]
}

export interface WatchedCall {
  /** What was seen so far. */
  readonly findings: readonly { readonly kind: ConductKind; readonly what: string }[]
  /** The call has returned, or thrown; its promise may be open. */
  returned(): void
  /** Its promise has settled; the reply is about to be encoded. */
  settled(): void
  /** These crossed by value in the reply that is being encoded. */
  gives(given: readonly object[]): void
}

/** What the gate heard of one request. */
export interface ConductFinding {
  readonly kind: ConductKind
  /** The export or member that was asked. */
  readonly member: string
  readonly what: string
}

/** @throws WireError */
export function readFinding(reader: ByteReader, member: string): ConductFinding {
  const kind = CONDUCT_KINDS[reader.byte()]
  if (kind === undefined) throw new WireError('an unknown finding')
  return { kind, member, what: reader.text().slice(0, WHAT_MAX) }
}

const WHAT_MAX = 200
