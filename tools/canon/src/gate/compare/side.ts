import { packageName } from '../../base/skeleton.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { IsolationProbe } from '../../model/isolation.ts'
import type { Spec } from '../../model/spec.ts'
import type { Workspace } from '../../model/workspace.ts'
import { ChildProcessHandle } from '../child-process.ts'
import { currentRun } from '../laws/run-context.ts'
import { openSession } from '../open-session.ts'
import { makeProvider } from '../remote/provider.ts'
import type { Session } from '../remote/session.ts'
import type { TimeLimits } from '../time-limits.ts'

/** One of the two renderings in its own isolated child. */
export interface Side {
  readonly session: Session
  readonly provider: Readonly<Record<string, unknown>>
  close(): void
}

export interface SideRequest {
  readonly workspace: Workspace
  readonly spec: Spec
  readonly files: Readonly<Record<string, Uint8Array>>
  /** Of the accepted renderings it imports, by name. */
  readonly dependencies: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>
  readonly probe: IsolationProbe
  readonly limits: TimeLimits
}

/** Starts a side; its faults where it does not load with the exports that the surface declares. */
export async function openSide(host: Host, request: SideRequest): Promise<Side | readonly Diagnostic[]> {
  const { workspace, spec, probe, limits } = request
  const packages = Object.fromEntries(
    [...Object.entries(request.dependencies), [spec.name, request.files] as const].map(([name, files]) => [
      packageName(workspace, name),
      files,
    ]),
  )
  const open = openSession(host, workspace, spec, packages, (stage) => (hello, handlers) => {
    return new ChildProcessHandle({ isolation: probe, stage, hello, limits, ...handlers })
  })
  const faults = await open.compareExports()
  if (faults.length > 0) {
    open.close()
    return faults
  }
  open.session.conduct = 'close'
  return { session: open.session, provider: makeProvider(open.session, currentRun), close: open.close }
}
