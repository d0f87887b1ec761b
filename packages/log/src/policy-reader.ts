import { toHex } from './bytes.ts'
import { LogError } from './errors.ts'
import { fromDecimal, isIntegerIn } from './integers.ts'
import type { KeyAlgorithm, KnownKey } from './keys.ts'
import { badPolicy } from './policy-lines.ts'
import type { PolicyLine } from './policy-lines.ts'
import type { KnownLog, KnownWitness, PolicyGroup, ReadPolicy } from './policy.ts'
import { readVerifierKey } from './verifier-key.ts'

/** What stands for no witness at all. */
export const noQuorum = 'none'

/** Reads the lines of a policy one by one. */
export class PolicyReader {
  #logs: KnownLog[] = []
  #witnesses: KnownWitness[] = []
  #groups: PolicyGroup[] = []
  #quorum: string | undefined
  #logKeys = new Set<string>()
  #witnessKeys = new Set<string>()
  #names = new Set<string>()
  #members = new Set<string>()

  async read({ keyword, fields }: PolicyLine): Promise<void> {
    const [first = '', second = '', third = ''] = fields
    if (keyword === 'log') await this.#log(first, second)
    else if (keyword === 'witness') await this.#witness(first, second, third)
    else if (keyword === 'group') this.#group(first, second, fields.slice(2))
    else this.#setQuorum(first)
  }

  /** The policy, when all lines have been read. */
  end(): ReadPolicy {
    // LOG-091
    if (this.#quorum === undefined) throw badPolicy('A policy has a quorum line.')
    // LOG-092
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum }
  }

  async #log(verifierKey: string, url: string): Promise<void> {
    // LOG-084
    const key = await readKey(verifierKey, 'ed25519')
    const publicKey = toHex(key.publicKey)
    // LOG-085
    if (this.#logKeys.has(publicKey)) throw badPolicy('Two logs of the policy have the same public key.')
    this.#logKeys.add(publicKey)
    this.#logs.push({ verifierKey, url, key })
  }

  async #witness(name: string, verifierKey: string, url: string): Promise<void> {
    // LOG-086
    const key = await readKey(verifierKey, 'cosignature/v1')
    const publicKey = toHex(key.publicKey)
    // LOG-087
    if (this.#witnessKeys.has(publicKey)) throw badPolicy('Two witnesses of the policy have the same public key.')
    this.#witnessKeys.add(publicKey)
    this.#define(name)
    this.#witnesses.push({ name, verifierKey, url, key })
  }

  #group(name: string, thresholdField: string, members: string[]): void {
    // LOG-088 comes first, but a group is not defined before its own members are looked at.
    this.#checkNew(name)
    const threshold = thresholdOf(thresholdField, members.length)
    for (const member of members) {
      // LOG-090
      if (!this.#names.has(member)) throw badPolicy('A member of a group is not defined by an earlier line.')
      // LOG-090
      if (this.#members.has(member)) throw badPolicy('A witness or group is a member twice.')
      this.#members.add(member)
    }
    this.#define(name)
    this.#groups.push({ name, threshold, members })
  }

  #setQuorum(name: string): void {
    // LOG-091
    if (this.#quorum !== undefined) throw badPolicy('A policy has one quorum line.')
    // LOG-091
    if (name !== noQuorum && !this.#names.has(name)) throw badPolicy('The quorum is not defined by an earlier line.')
    this.#quorum = name
  }

  #define(name: string): void {
    this.#checkNew(name)
    this.#names.add(name)
  }

  #checkNew(name: string): void {
    // LOG-088
    if (name === noQuorum || this.#names.has(name)) throw badPolicy('A name of the policy is taken.')
  }
}

async function readKey(text: string, algorithm: KeyAlgorithm): Promise<KnownKey> {
  let key: KnownKey
  try {
    key = await readVerifierKey(text)
  } catch (error) {
    // LOG-084, LOG-086
    throw error instanceof LogError ? badPolicy('A verifier key of the policy is malformed.') : error
  }
  // LOG-084, LOG-086
  if (key.algorithm !== algorithm) throw badPolicy('A verifier key of the policy is of the wrong type.')
  return key
}

function thresholdOf(field: string, members: number): number {
  // LOG-092
  if (field === 'any') return 1
  if (field === 'all') return members
  const threshold = fromDecimal(field)
  // LOG-089
  if (threshold === undefined || !isIntegerIn(threshold, 1, members)) {
    throw badPolicy('A threshold is any, all, or a decimal from 1 to the number of members.')
  }
  return threshold
}
