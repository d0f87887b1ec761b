import { copyOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { readCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { timestampOf } from './cosigned.ts'
import { LogError } from './errors.ts'
import type { ReadNote } from './notes.ts'
import { asNoteBytes, readNote } from './parse-note.ts'
import { asPolicyText, readPolicy } from './parse-policy.ts'
import { noQuorum } from './policy-reader.ts'
import type { KnownLog, KnownWitness, ReadPolicy } from './policy.ts'
import { verifyingLines } from './verify-line.ts'

/** A witness of the policy, by its name there, whose cosignature verified. `timestamp`: seconds since 1970. */
export interface Witnessed {
  name: string
  timestamp: number
}

export interface VerifiedCheckpoint {
  checkpoint: Checkpoint
  witnesses: Witnessed[]
}

/** The same with a root that this package made. */
interface CheckedCheckpoint extends VerifiedCheckpoint {
  checkpoint: Checkpoint & { root: Bytes }
}

/** Resolves when a log of the policy signed the checkpoint and its quorum cosigned it. Errors: BAD_POLICY, BAD_NOTE, BAD_CHECKPOINT, LOG_UNSIGNED, QUORUM_NOT_MET. */
export async function verifyCheckpoint(note: Uint8Array, policy: string): Promise<VerifiedCheckpoint> {
  const given = asNoteBytes(note)
  const policyText = asPolicyText(policy)
  return checkCheckpoint(copyOf(given), policyText)
}

/** The same for bytes that nobody changes any more. */
export async function checkCheckpoint(bytes: Bytes, policyText: string): Promise<CheckedCheckpoint> {
  // LOG-099: the order of the checks
  // LOG-093
  const policy = await readPolicy(policyText)
  // LOG-094
  const note = readNote(bytes)
  // LOG-095
  const checkpoint = readCheckpoint(note.text)
  // LOG-096
  if (!(await isLogged(note, checkpoint.origin, policy.logs))) {
    throw new LogError('LOG_UNSIGNED', 'No log of the policy with the name of the origin signed the checkpoint.')
  }
  const witnesses = await witnessesOf(note, policy.witnesses)
  // LOG-097
  if (!isQuorum(policy, witnesses)) throw new LogError('QUORUM_NOT_MET', 'Too few witnesses cosigned the checkpoint.')
  // LOG-100
  return { checkpoint, witnesses }
}

async function isLogged(note: ReadNote, origin: string, logs: readonly KnownLog[]): Promise<boolean> {
  for (const { key } of logs) {
    // LOG-096, LOG-098
    if (key.name === origin && (await verifyingLines(note.signatures, key, note.text)).length > 0) return true
  }
  return false
}

async function witnessesOf(note: ReadNote, witnesses: readonly KnownWitness[]): Promise<Witnessed[]> {
  const satisfied: Witnessed[] = []
  for (const { name, key } of witnesses) {
    // LOG-098
    const lines = await verifyingLines(note.signatures, key, note.text)
    // LOG-100
    const timestamps = lines.map((line) => timestampOf(line.signature) ?? 0)
    if (timestamps.length > 0) satisfied.push({ name, timestamp: Math.max(...timestamps) })
  }
  return satisfied
}

/** Members are defined before their group, so that one walk in the order of the lines settles every group. */
function isQuorum(policy: ReadPolicy, witnesses: readonly Witnessed[]): boolean {
  if (policy.quorum === noQuorum) return true
  const satisfied = new Set(witnesses.map(({ name }) => name))
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => satisfied.has(member)).length >= threshold) satisfied.add(name)
  }
  return satisfied.has(policy.quorum)
}
