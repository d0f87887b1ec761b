import { packageName } from '../src/base/skeleton.ts'
import { readDependencies } from '../src/gate/gate.ts'
import { type Measuring, type MeasuringRequest, openMeasuring } from '../src/gate/measure/open.ts'
import type { Host } from '../src/host/host.ts'
import type { Spec } from '../src/model/spec.ts'
import type { Workspace } from '../src/model/workspace.ts'
import { readPackage } from '../src/record/read-package.ts'
import type { Sides } from './budget-rounds.ts'

/** A process of the package's and one of the peer's, which does not have it. */
export async function openSides(host: Host, request: MeasuringRequest): Promise<Sides> {
  const subject = await openMeasuring(host, request)
  try {
    return { subject, peer: await openMeasuring(host, { ...request, packages: undefined }) }
  } catch (error) {
    subject.close()
    throw error
  }
}

/** Several processes of each side that work at the same time, each on its part: the n-th on the measurement `<id>-<n>`. */
export async function openSharedSides(host: Host, request: MeasuringRequest, count: number): Promise<Sides> {
  const opened: Sides[] = []
  try {
    while (opened.length < count) opened.push(await openSides(host, request))
  } catch (error) {
    for (const { subject, peer } of opened) {
      subject.close()
      peer.close()
    }
    throw error
  }
  return { subject: together(opened.map(({ subject }) => subject)), peer: together(opened.map(({ peer }) => peer)) }
}

/** As one: done when the last is done, by one clock. */
function together(parts: readonly Measuring[]): Measuring {
  const each = <T>(work: (part: Measuring, at: number) => Promise<T>) => Promise.all(parts.map(work))
  return {
    ids: parts[0]?.ids ?? [],
    prepare: async (id, seeds) => void (await each((part, at) => part.prepare(`${id}-${at}`, seeds))),
    run: async (count) => {
      const started = performance.now()
      await each((part) => part.run(count))
      return performance.now() - started
    },
    answer: (input) => each((part) => part.answer(input)),
    peakBytes: () => Math.max(...parts.map((part) => part.peakBytes())),
    close: () => {
      for (const part of parts) part.close()
    },
  }
}

/** The package with its dependencies, or undefined where one of them has not been rendered. */
export function packagesOf(host: Host, workspace: Workspace, spec: Spec) {
  const { present, files } = readPackage(host, workspace.config, spec.name)
  const dependencies = readDependencies(host, workspace, spec.name)
  if (!present || dependencies.diagnostics.length > 0) return undefined
  return Object.fromEntries(
    Object.entries({ [spec.name]: files, ...dependencies.files }).map(([name, tree]) => [packageName(workspace, name), tree]),
  )
}
