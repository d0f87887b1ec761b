import { digestJson } from '../base/digest.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import { checkoutDigest } from '../gate/evidence.ts'
import { fieldFolder } from '../gate/facilities.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { MARK_VARIABLE } from '../plan/turbo.ts'

/** What a verdict depends on beside files of the repository: this checkout, Node, the platform, facilities, and whether CI asks for more. */
export function gateMark(host: Host): string {
  const { version, platform, arch, env } = process
  const facilities = host.stat(fieldFolder(host)) !== undefined
  return digestJson([checkoutDigest(host), version, platform, arch, facilities, env.CANON_VECTORS ?? '', Boolean(env.CI)])
}

/** turbo would serve a verdict again wherever its own key is the same; without the mark, that is too often. */
export function markFindings(host: Host): Diagnostic[] {
  if (process.env.TURBO_HASH === undefined || process.env[MARK_VARIABLE] === gateMark(host)) return []
  return [gateDiagnostic('GATE_UNMARKED', `turbo runs the gate without today's ${MARK_VARIABLE}`)]
}
