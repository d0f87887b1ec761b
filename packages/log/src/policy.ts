import type { KnownKey } from './keys.ts'

/** `url` is the empty string where the policy has none. */
export interface PolicyLog {
  verifierKey: string
  url: string
}

export interface PolicyWitness {
  name: string
  verifierKey: string
  url: string
}

export interface PolicyGroup {
  name: string
  threshold: number
  members: string[]
}

/** `quorum`: a witness, a group, or 'none'. */
export interface Policy {
  logs: PolicyLog[]
  witnesses: PolicyWitness[]
  groups: PolicyGroup[]
  quorum: string
}

/** A log of a policy with its key. */
export interface KnownLog extends PolicyLog {
  key: KnownKey
}

/** A witness of a policy with its key. */
export interface KnownWitness extends PolicyWitness {
  key: KnownKey
}

/** A policy that this package read, with the keys of its logs and witnesses. */
export interface ReadPolicy {
  logs: KnownLog[]
  witnesses: KnownWitness[]
  groups: PolicyGroup[]
  quorum: string
}
