import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { equal, refuses } from '@canon/contract'
import fc from 'fast-check'
import { packageSkeleton } from '../src/base/skeleton.ts'
import { ChildProcessHandle } from '../src/gate/child-process.ts'
import type { Law } from '../src/gate/laws/law.ts'
import { runLaw } from '../src/gate/laws/run.ts'
import { asRun, currentRun } from '../src/gate/laws/run-context.ts'
import { openSession } from '../src/gate/open-session.ts'
import { makeProvider } from '../src/gate/remote/provider.ts'
import { probeIsolation } from '../src/gate/sandbox/probe.ts'
import { TIME_LIMITS } from '../src/gate/time-limits.ts'
import { checkTypes } from '../src/gate/types/types.ts'
import { readWorkspace } from '../src/read/workspace.ts'
import { HONEST, makeToy } from '../test/gate/toy.ts'
import { type LineId, line } from './lines.ts'
import { type BenchResult, compare } from './measure.ts'

const RUNS = 1000
const execute = promisify(execFile)

/** Laws out of process against the same laws in process, start-up of a child, and the surface check. */
export async function run(): Promise<readonly BenchResult[]> {
  const toy = makeToy()
  const { host } = toy
  const workspace = readWorkspace(host)
  const spec = workspace.specs[0]!
  const files = Object.fromEntries(
    Object.entries({ ...packageSkeleton(workspace, spec), 'src/index.ts': HONEST }).map(([path, text]) => [
      path,
      new TextEncoder().encode(text),
    ]),
  )
  const isolation = await probeIsolation(host)
  let stage = ''
  const open = openSession(host, workspace, spec, { '@canon/toy': files }, (folder) => {
    stage = folder
    return (hello, handlers) => new ChildProcessHandle({ isolation, stage: folder, hello, limits: TIME_LIMITS, ...handlers })
  })
  const inProcess = join(host.root, 'in-process')
  mkdirSync(inProcess)
  writeFileSync(join(inProcess, 'index.ts'), HONEST)
  try {
    await open.session.start()
    const remote = makeProvider(open.session, currentRun) as unknown as Toy
    const local = localToy((await import(pathToFileURL(join(inProcess, 'index.ts')).href)) as LocalToy)
    const results: BenchResult[] = []
    for (const [id, law] of laws) {
      const subject = async () => {
        const outcome = await runLaw(lawOver(law(remote)), {
          session: open.session,
          seed: 7,
          runs: RUNS,
          runTimeoutMs: 60_000,
          examples: [],
        })
        if (!outcome.result.ok) throw new Error(`${id} does not hold`)
      }
      const body = law(local)
      const property = fc.asyncProperty(body.arbitrary, (value) => asRun(() => body.run(value)))
      const peer = () => fc.assert(property, { seed: 7, numRuns: RUNS })
      results.push(
        await compare({
          ...line(id),
          against: `fc.assert of the same law in process, ${RUNS} runs`,
          rounds: 31,
          // Until the code on both sides of the pipe is compiled.
          warmUp: 40,
          subject,
          peer,
        }),
      )
    }
    results.push(
      await compare({
        ...line('child-start'),
        against: 'an empty Node program',
        rounds: 15,
        subject: async () => {
          const another = openChild()
          await another.ready
          another.stop()
        },
        peer: () => node(['-e', '']),
      }),
      await compare({
        ...line('surface-check'),
        against: 'tsc --version',
        rounds: 9,
        subject: async () => {
          const found = await checkTypes(host, { spec, scope: '@canon', files, surfaces: {}, folder: 'packages/toy' })
          if (found.length > 0) throw new Error('the surface check does not hold')
        },
        peer: () => node([compiler, '--version']),
      }),
    )
    return results
  } finally {
    open.close()
    toy.remove()
    rmSync(inProcess, { recursive: true, force: true })
  }

  function openChild(): ChildProcessHandle {
    return new ChildProcessHandle({
      isolation,
      stage,
      hello: {
        entry: '../../node_modules/@canon/toy/src/index.js',
        home: '@canon/toy',
        table: {},
        functions: {},
        values: {},
        remove: [],
      },
      limits: TIME_LIMITS,
      waiting: () => 0,
      onFrame: () => {},
      onGone: () => {},
    })
  }
}

const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace(/package\.json$/, 'bin/tsc')

async function node(args: readonly string[]): Promise<void> {
  await execute(process.execPath, args)
}

interface Toy {
  double(n: number): Promise<number>
  readonly Counter: new (start: number) => Promise<{ add(n: number): Promise<number> }>
}

interface LocalToy {
  double(n: number): Promise<number>
  readonly Counter: new (start: number) => { add(n: number): Promise<number> }
}

/** The same laws in process: an error of the package looks as it does through the pipe. */
function localToy(module: LocalToy): Toy {
  const construct = (_target: object, [start]: number[]) => Promise.resolve(new module.Counter(start!))
  return { double: module.double, Counter: new Proxy(module.Counter, { construct }) as never }
}

interface Body {
  readonly arbitrary: fc.Arbitrary<unknown>
  readonly run: (value: unknown) => Promise<void>
}

const body = <T>(arbitrary: fc.Arbitrary<T>, run: (value: T) => Promise<void>): Body => ({ arbitrary, run: run as Body['run'] })

const laws: readonly (readonly [id: LineId, law: (toy: Toy) => Body])[] = [
  ['law-simple', (toy) => body(fc.integer({ min: -1000, max: 1000 }), async (n) => equal(await toy.double(n), n * 2))],
  ['law-error', (toy) => body(fc.integer({ min: 1001 }), async (n) => refusal(toy.double(n)))],
  [
    'law-stateful',
    (toy) =>
      body(fc.tuple(fc.integer(), fc.array(fc.integer(), { minLength: 10, maxLength: 10 })), async ([start, items]) => {
        const counter = await new toy.Counter(start)
        let sum = start
        for (const item of items) {
          sum += item
          equal(await counter.add(item), sum)
        }
      }),
  ],
]

/** In process the package throws its own error, which `refuses` does not take. */
async function refusal(call: Promise<number>): Promise<void> {
  try {
    await call
  } catch (error) {
    return equal((error as { code?: unknown }).code, 'TOO_LARGE')
  }
  await refuses(Promise.resolve(), 'TOO_LARGE')
}

function lawOver({ arbitrary, run: held }: Body): Law {
  return {
    clauses: ['TOY-001'],
    consumer: 'toy',
    sentence: 'measured',
    path: '',
    place: { file: '', line: 1, column: 1 },
    options: {},
    subject: { kind: 'drawn', arbitraries: [arbitrary], body: held },
  }
}
