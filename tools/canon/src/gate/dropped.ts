import { ProviderError } from '@canon/contract'
import { ChildGone } from './child.ts'
import { TimedOut } from './laws/limited.ts'
import { SurfaceFault } from './remote/conform.ts'

const EXPECTED = [ChildGone, ProviderError, SurfaceFault, TimedOut]
let sessions = 0

/**
 * While a session is open, a promise that a law began and no longer waits for, since it has failed already, may end in what the package
 * or its child did: that must not end the gate. Any other rejection that nobody handles still does. Call the result when it closes.
 */
export function forgiveDropped(): () => void {
  if (sessions++ === 0) process.on('unhandledRejection', forgive)
  let open = true
  return () => {
    if (open && --sessions === 0) process.off('unhandledRejection', forgive)
    open = false
  }
}

function forgive(error: unknown): void {
  if (!EXPECTED.some((kind) => error instanceof kind)) throw error
}
