import { gateDiagnostic } from '../diagnostics/gate.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Session } from './remote/session.ts'
import type { ConductKind } from './wire/conduct.ts'

const CODES = {
  'changes-argument': ['PACKAGE_CHANGES_ARGUMENT', 'an operation never changes its arguments (conventions, Effects 2)'],
  shares: ['PACKAGE_SHARES_BUFFER', "what an operation returns is the caller's own (conventions, Effects 3)"],
} as const satisfies Record<ConductKind, readonly [string, string]>

/** What the child saw of the package's conduct since this was last asked, as faults. */
export function conductFaults(session: Session): Diagnostic[] {
  return session.takeFindings().map(({ kind, member, what }) => {
    const [code, expected] = CODES[kind]
    return gateDiagnostic(code, `${member}: ${what}`, { expected })
  })
}
