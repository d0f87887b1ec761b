import { toBase64 } from './base64.ts'
import { concat, copyOf, lengthOf } from './bytes.ts'
import { isIntegerIn } from './integers.ts'
import { hashBytes, proofHashesMax, sizeMax, tlogProofBytesMax } from './limits.ts'
import { asBytes, asList, asNumber, asRecord } from './read-arguments.ts'
import { badTlogProof, extraStart, headerLine, indexStart } from './tlog-proof.ts'
import type { TlogProof } from './tlog-proof.ts'
import { toUtf8 } from './utf8.ts'

/** Errors: BAD_TLOG_PROOF. */
export function formatTlogProof(proof: TlogProof): Uint8Array {
  const { extra, index, hashes, checkpoint } = readArgument(proof)
  // LOG-135
  if (!isIntegerIn(index, 0, sizeMax)) throw badTlogProof(`An index is an integer from 0 to ${sizeMax}.`)
  // LOG-135
  if (hashes.some((hash) => lengthOf(hash) !== hashBytes)) throw badTlogProof(`A hash has ${hashBytes} bytes.`)
  // LOG-135
  if (hashes.length > proofHashesMax) throw badTlogProof(`A stapled proof has at most ${proofHashesMax} hashes.`)
  // LOG-135
  if (lengthOf(checkpoint) === 0) throw badTlogProof('The checkpoint of a stapled proof is not empty.')
  // LOG-135: no need to write what is too long by itself
  if (lengthOf(extra) + lengthOf(checkpoint) > tlogProofBytesMax) throw tooLong()
  // LOG-134
  const lines = [
    headerLine,
    ...(lengthOf(extra) > 0 ? [extraStart + toBase64(copyOf(extra))] : []),
    indexStart + String(index),
    ...hashes.map((hash) => toBase64(copyOf(hash))),
    '',
  ]
  const bytes = concat([toUtf8(lines.map((line) => `${line}\n`).join('')), checkpoint])
  // LOG-135
  if (bytes.length > tlogProofBytesMax) throw tooLong()
  return bytes
}

function readArgument(value: unknown): TlogProof {
  const proof = asRecord(value, 'proof')
  return {
    extra: asBytes(proof['extra'], 'extra of proof'),
    index: asNumber(proof['index'], 'index of proof'),
    hashes: asList(proof['hashes'], 'hashes of proof', asBytes),
    checkpoint: asBytes(proof['checkpoint'], 'checkpoint of proof'),
  }
}

function tooLong() {
  return badTlogProof(`A stapled proof has at most ${tlogProofBytesMax} bytes.`)
}
