import { fromBase64 } from './base64.ts'
import { copyOf, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { fromDecimal } from './integers.ts'
import { hashBytes, proofHashesMax, tlogProofBytesMax } from './limits.ts'
import { asBytes } from './read-arguments.ts'
import { badTlogProof, extraStart, headerLine, indexStart } from './tlog-proof.ts'
import type { ReadTlogProof, TlogProof } from './tlog-proof.ts'
import { fromUtf8 } from './utf8.ts'

const newline = 0x0a

/** Errors: BAD_TLOG_PROOF. */
export function parseTlogProof(proof: Uint8Array): TlogProof {
  return readTlogProof(asTlogProofBytes(proof))
}

/** A stapled proof as an argument, not yet copied. */
export function asTlogProofBytes(value: unknown): Uint8Array {
  return asBytes(value, 'proof')
}

/** The same for bytes, which are read before this returns. */
export function readTlogProof(given: Uint8Array): ReadTlogProof {
  // LOG-131
  if (lengthOf(given) > tlogProofBytesMax) throw badTlogProof(`A stapled proof has at most ${tlogProofBytesMax} bytes.`)
  const bytes = copyOf(given)
  const end = firstEmptyLine(bytes)
  // LOG-132: what stands before the empty line is text, what stands after it is not looked into
  const text = end === undefined ? undefined : fromUtf8(bytes.slice(0, end))
  if (end === undefined || text === undefined) throw badForm()
  const lines = text.split('\n')
  // LOG-132
  if (lines.shift() !== headerLine) throw badForm()
  const extra = lines[0]?.startsWith(extraStart) ? readExtra(lines.shift()) : new Uint8Array(0)
  const index = readIndex(lines.shift())
  // LOG-132
  if (lines.length > proofHashesMax) throw badForm()
  const hashes = lines.map(readHash)
  const checkpoint = bytes.slice(end + 2)
  // LOG-132
  if (checkpoint.length === 0) throw badForm()
  // LOG-133
  return { extra, index, hashes, checkpoint }
}

/** Where the newline before the first empty line stands. */
function firstEmptyLine(bytes: Bytes): number | undefined {
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
    if (bytes[at + 1] === newline) return at
  }
  return undefined
}

function readExtra(line = ''): Bytes {
  const extra = fromBase64(line.slice(extraStart.length))
  // LOG-132
  if (extra === undefined || extra.length === 0) throw badForm()
  return extra
}

function readIndex(line = ''): number {
  const index = line.startsWith(indexStart) ? fromDecimal(line.slice(indexStart.length)) : undefined
  // LOG-132
  if (index === undefined) throw badForm()
  return index
}

function readHash(line: string): Bytes {
  const hash = fromBase64(line)
  // LOG-132
  if (hash?.length !== hashBytes) throw badForm()
  return hash
}

function badForm() {
  return badTlogProof('The bytes do not have the form of a stapled proof.')
}
