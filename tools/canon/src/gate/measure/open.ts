import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { packageName } from '../../base/skeleton.ts'
import { stripModule } from '../../base/strip.ts'
import type { Host } from '../../host/host.ts'
import type { IsolationProbe } from '../../model/isolation.ts'
import type { Spec } from '../../model/spec.ts'
import type { Shape, Surface } from '../../model/surface.ts'
import type { Workspace } from '../../model/workspace.ts'
import { ChildProcessHandle } from '../child-process.ts'
import { importedPackages, moduleClosure } from '../closure.ts'
import { removedGlobals } from '../layout/modules.ts'
import { librariesOf } from '../open-session.ts'
import { type AskShapes, Session } from '../remote/session.ts'
import { layStage } from '../stage.ts'

/** One process that does the work of a document's budgets: the package's, or the peer's, where the package is not. */
export interface Measuring {
  /** Ids of the budgets that are measured. */
  readonly ids: readonly string[]
  /** One input for each seed. */
  prepare(id: string, seeds: readonly number[]): Promise<void>
  /** Milliseconds, taken out here, until the first `count` inputs were worked on. */
  run(count: number): Promise<number>
  /** What the package answered to one input; of the peer, what it should have answered. */
  answer(at: number): Promise<unknown>
  /** Of resident memory since the start, of the largest process inside. */
  peakBytes(): number
  close(): void
}

export interface MeasuringRequest {
  readonly workspace: Workspace
  readonly spec: Spec
  readonly isolation: IsolationProbe
  /** Module name to files, the package and its dependencies; undefined for the peer. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> | undefined
  /** The module that declares the measurements, relative to the root; the document's `budgets.ts` when left out. */
  readonly module?: string
}

const MEASURED = 'measured'
const LIMITS = { loadTimeoutMs: 15_000, silenceMs: 60_000, runTimeoutMs: 60_000 }

/** Starts the process, isolated as the gate isolates a package. @throws ChildGone, ProviderError */
export async function openMeasuring(host: Host, request: MeasuringRequest): Promise<Measuring> {
  const { workspace, spec, isolation, packages } = request
  const measured = request.module ?? spec.measurements?.path
  if (measured === undefined) throw new TypeError(`${spec.name} has no budgets.ts`)
  const modules = Object.keys(moduleClosure(host, [measured]))
  const stage = layStage(host, {
    packages: { ...packages, '@canon/contract': contractFiles() },
    // Oracles are loaded on both sides; the package's own libraries come first, so that theirs cannot take their place.
    libraries: [...(packages === undefined ? [] : librariesOf(workspace, spec)), ...importedPackages(host, modules)],
  })
  for (const path of modules)
    host.write(join(stage, MEASURED, jsOf(path)), stripModule(path, readFileSync(join(host.root, path), 'utf8')))
  let child: ChildProcessHandle | undefined
  const session = new Session({
    launch: (hello, handlers) => {
      child = new ChildProcessHandle({ isolation, stage, hello, limits: LIMITS, ...handlers })
      return child
    },
    home: 'measure',
    surface: SURFACE,
    table: { measure: SURFACE },
    entry: './measure.js',
    remove: removedGlobals(spec.frontMatter),
  })
  const close = () => {
    session.stop()
    host.remove(stage)
  }
  const ask = (name: string, ...args: unknown[]) => session.ask('call', undefined, name, args, ANY, undefined)
  try {
    await session.start()
    const entry = `../../node_modules/${packageName(workspace, spec.name)}/src/index.js`
    const ids = await ask('open', `../../${MEASURED}/${jsOf(measured)}`, packages === undefined ? undefined : entry)
    return {
      ids: Array.isArray(ids) ? ids.map(String) : [],
      prepare: async (id, seeds) => void (await ask('prepare', id, seeds)),
      run: async (count) => {
        const started = performance.now()
        await ask('run', count)
        return performance.now() - started
      },
      answer: (at) => ask('answer', at),
      peakBytes: () => child?.peakBytes() ?? 0,
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

const jsOf = (path: string) => path.replace(/\.ts$/, '.js')

/** What `budgets.ts` imports, as a package of the stage. */
function contractFiles(): Record<string, Uint8Array> {
  const source = dirname(createRequire(import.meta.url).resolve('@canon/contract'))
  const files = readdirSync(source).filter((name) => name.endsWith('.ts'))
  return {
    'package.json': readFileSync(join(source, '..', 'package.json')),
    ...Object.fromEntries(files.map((name) => [`src/${name}`, readFileSync(join(source, name))])),
  }
}

const DATA: Shape = { kind: 'primitive', of: 'unknown' }
const FUNCTION = [{ parameters: [], returns: DATA }]
const ANY: AskShapes = { argument: () => undefined, returns: DATA, promised: true }

/** What a measuring process can be asked. */
const SURFACE: Surface = {
  text: '',
  exports: [],
  types: {},
  functions: { open: FUNCTION, prepare: FUNCTION, run: FUNCTION, answer: FUNCTION },
  classes: {},
  values: {},
  imports: {},
}
