import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { digestJson } from '../base/digest.ts'
import { type Host, HostError } from '../host/host.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Verdict } from '../model/verdict.ts'
import { facilitiesHold } from './facilities.ts'

const EVIDENCE_BYTES_MAX = 16 * 1024 * 1024

/** The last verdict kept for this package, when it was made in this very checkout and what it read outside is as it was. */
export function readEvidence(host: Host, name: string): Evidence | undefined {
  const text = readText(host, evidencePath(host, name))
  if (text === undefined) return undefined
  try {
    const evidence = JSON.parse(text) as Evidence
    if (evidence.canon !== 1 || evidence.checkout !== checkoutMark(host, name, evidence.key, evidence.verdict)) return undefined
    return facilitiesHold(host, evidence.verdict.facilities ?? {}) ? evidence : undefined
  } catch {
    return undefined
  }
}

export function writeEvidence(host: Host, name: string, verdict: Verdict): void {
  const evidence: Evidence = {
    canon: 1,
    checkout: checkoutMark(host, name, verdict.evidence, verdict),
    key: verdict.evidence,
    verdict,
  }
  host.write(evidencePath(host, name), `${JSON.stringify(evidence)}\n`)
}

const evidencePath = (host: Host, name: string) => join(host.root, '.canon', 'evidence', `${name}.json`)

/** Over the verdict and what cannot be copied with it: where this checkout lies, and a number drawn in it. */
function checkoutMark(host: Host, name: string, key: string, verdict: Verdict): string {
  const root = host.realPath(host.root)
  return digestJson({
    name,
    key,
    verdict: JSON.stringify(verdict),
    root,
    inode: host.stat(root)?.inode ?? 0,
    secret: checkoutSecret(host),
  })
}

/** Names this checkout without giving away what its evidence is marked with. */
export const checkoutDigest = (host: Host): string => digestJson(['checkout', checkoutSecret(host), host.realPath(host.root)])

function checkoutSecret(host: Host): string {
  const path = join(host.root, '.canon', 'checkout')
  const known = readText(host, path)
  if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return known
  const secret = randomBytes(32).toString('hex')
  host.write(path, secret)
  return secret
}

function readText(host: Host, path: string): string | undefined {
  try {
    return new TextDecoder().decode(host.read(path, EVIDENCE_BYTES_MAX))
  } catch (error) {
    if (error instanceof HostError) return undefined
    throw error
  }
}
