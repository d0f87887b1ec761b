import { policyLines } from './policy-lines.ts'
import { PolicyReader } from './policy-reader.ts'
import type { Policy, ReadPolicy } from './policy.ts'
import { asString } from './read-arguments.ts'

/** Errors: BAD_POLICY. */
export async function parsePolicy(policy: string): Promise<Policy> {
  const { logs, witnesses, groups, quorum } = await readPolicy(asPolicyText(policy))
  // LOG-092
  return {
    logs: logs.map(({ verifierKey, url }) => ({ verifierKey, url })),
    witnesses: witnesses.map(({ name, verifierKey, url }) => ({ name, verifierKey, url })),
    groups,
    quorum,
  }
}

/** A policy as an argument. */
export function asPolicyText(value: unknown): string {
  return asString(value, 'policy')
}

/** The same for a string, with the keys. */
export async function readPolicy(policy: string): Promise<ReadPolicy> {
  const reader = new PolicyReader()
  for (const line of policyLines(policy)) await reader.read(line)
  return reader.end()
}
