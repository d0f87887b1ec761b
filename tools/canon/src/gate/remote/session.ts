import { ProviderError } from '@canon/contract'
import type { Shape, Surface } from '../../model/surface.ts'
import { type Child, ChildGone, type Launch } from '../child.ts'
import type { ConductFinding, ConductMode } from '../wire/conduct.ts'
import { ErrorToken, type ReferenceToken } from '../wire/decode.ts'
import { foreignValue } from '../wire/foreign.ts'
import type { Answer } from '../wire/frame.ts'
import type { Hello, Ready } from '../wire/hello.ts'
import { type Asker, Peer } from '../wire/peer.ts'
import type { Kept, Request } from '../wire/serve.ts'
import { argumentShape, returnShape, Shapes, type SurfaceTable } from '../wire/shapes.ts'
import { conform, SurfaceFault } from './conform.ts'
import { errorClasses, errorFault } from './errors.ts'
import { giveHandle, type Handle, handleOf } from './handle.ts'

/** A run of a law, as far as calls concern it. */
export interface CallTracker {
  opened(): void
  closed(): void
  /** Something that the child keeps until the run is over. */
  hold(handle: Handle): void
}

export interface SessionOptions {
  /** Starts the runtime that holds the package. */
  readonly launch: Launch
  readonly home: string
  readonly surface: Surface
  readonly table: SurfaceTable
  readonly entry: string
  readonly remove: readonly string[]
}

/** A package in a child, ready to be asked; a child that is gone is replaced when next asked for. */
export class Session {
  readonly surface: Surface
  readonly shapes: Shapes
  /** What the package handed to callbacks against its surface. */
  readonly violations: SurfaceFault[] = []
  /** Told of every error that answers a request. */
  onError: ((error: ErrorToken) => void) | undefined
  readonly #options: SessionOptions
  #child: Child | undefined
  #peer: Peer | undefined
  /** Requests can be written at once: the child has loaded, and those that waited for it are written. */
  #isReady = false
  readonly #errorClasses: ReadonlySet<string>
  #conduct: ConductMode = 'overwrite'
  readonly #findings = new Map<string, ConductFinding>()

  constructor(options: SessionOptions) {
    this.#options = options
    this.surface = options.surface
    this.shapes = new Shapes(options.table, options.home)
    this.#errorClasses = errorClasses(options.table)
  }

  /** Starts the child when there is none. @throws ChildGone */
  async start(): Promise<Ready> {
    this.#child ??= this.#spawn()
    return this.#child.ready
  }

  stop(): void {
    this.#child?.stop()
    this.#peer?.close(new ChildGone('CHILD_EXITED', 'stopped by the gate'))
    this.#forget()
  }

  #forget(): void {
    this.#child = undefined
    this.#peer = undefined
    this.#isReady = false
  }

  /** How the child treats what goes in and comes out, from the next request on. */
  set conduct(mode: ConductMode) {
    if (mode === this.#conduct) return
    this.#conduct = mode
    this.#peer?.treat(mode)
  }

  /** What the child said of the package's conduct since this was last asked; one of each kind and member. */
  takeFindings(): ConductFinding[] {
    const found = [...this.#findings.values()]
    this.#findings.clear()
    return found
  }

  /** Asks the package; a law sees what this answers. The run, where there is one, is told of the end and of what it holds. @throws ProviderError, SurfaceFault, ChildGone */
  ask(
    request: Request,
    target: object | undefined,
    member: string,
    args: readonly unknown[],
    shapes: AskShapes,
    run: CallTracker | undefined,
  ): Promise<unknown> {
    const ends = Promise.withResolvers<unknown>()
    const asked = new Asked(ends, shapes, run, this.#read)
    if (this.#isReady) this.#ask(request, target, member, args, shapes, asked)
    else
      this.start().then(
        () => this.#ask(request, target, member, args, shapes, asked),
        (error) => asked.fail(error),
      )
    return ends.promise
  }

  readonly #read: Read = (answer, shapes, run) => this.#settle(answer, shapes.returns, shapes.promised, run)

  #ask(
    request: Request,
    target: object | undefined,
    member: string,
    args: readonly unknown[],
    shapes: AskShapes,
    asked: Asked,
  ): void {
    const peer = this.#peer!
    const known = target === undefined ? undefined : handleOf(target)
    if (target !== undefined && known?.peer !== peer)
      return asked.fail(new ChildGone('CHILD_EXITED', 'the object went with the child that held it'))
    try {
      peer.askWith(request, known?.id ?? 0, member, args, shapes.argument, asked)
    } catch (error) {
      asked.fail(error)
    }
  }

  /** Remembers which object of the child a law's object stands for, as long as the run lasts. */
  #adopt(object: object, token: ReferenceToken, run: CallTracker | undefined): void {
    const handle = { peer: this.#peer!, id: token.id }
    giveHandle(object, handle)
    run?.hold(handle)
  }

  #settle(answer: Answer, shape: Shape, promised: boolean, run: CallTracker | undefined): unknown {
    if (answer.kind === 'fault') throw new SurfaceFault(`the result is not what can cross the surface: ${answer.reason}`)
    if (answer.kind === 'value') return this.#conform(answer.value, shape, run)
    if (answer.early && promised) throw new SurfaceFault('threw at the call where the surface declares a promise')
    if (answer.error instanceof ErrorToken) {
      this.onError?.(answer.error)
      const fault = errorFault(answer.error, this.#errorClasses)
      if (fault !== undefined) throw new SurfaceFault(fault)
      throw new ProviderError(answer.error)
    }
    throw new SurfaceFault('threw something that is not an error')
  }

  #conform(value: unknown, shape: Shape, run?: CallTracker): unknown {
    return conform(value, shape, this.shapes, (token, declared) => this.#materialise(token, declared, run))
  }

  #materialise(token: ReferenceToken, shape: Shape, run: CallTracker | undefined): unknown {
    const peer = this.#peer!
    if (token.kind === 'object') {
      const object = this.makeObject(shape)
      this.#adopt(object, token, run)
      return object
    }
    const declared = this.shapes.resolve(shape)
    const item: Shape =
      declared.kind === 'asyncIterable' || declared.kind === 'stream' ? stepOf(declared.of) : { kind: 'primitive', of: 'unknown' }
    const returns: Shape = declared.kind === 'function' ? returnShape(declared.overloads) : item
    const value = foreignValue(token, peer, (answer) => this.#settle(answer, returns, false, run), declared)
    this.#adopt(value, token, run)
    return value
  }

  /** An argument the package hands to a law's callback, as the surface declares it. */
  #argument(value: unknown, kept: Kept, index: number): unknown {
    const shape = kept.shape === undefined ? undefined : this.shapes.resolve(kept.shape)
    // Iterations and readers are asked with numbers of the gate's own making.
    if (shape?.kind !== 'function') return value
    try {
      return this.#conform(value, argumentShape(shape.overloads, index) ?? { kind: 'primitive', of: 'never' })
    } catch (error) {
      if (error instanceof SurfaceFault) this.violations.push(error)
      return undefined
    }
  }

  /** Set by `provider.ts`, which knows how objects look to a law. */
  makeObject: (shape: Shape) => object = () => {
    throw new SurfaceFault('no object was expected')
  }

  #spawn(): Child {
    const { surface, home, table, entry, remove } = this.#options
    const hello: Hello = { entry, home, table, functions: surface.functions, values: surface.values, remove }
    let peer: Peer | undefined
    const child = this.#options.launch(hello, {
      waiting: () => peer?.pending ?? 0,
      onFrame: (frame) => peer!.receive(frame),
      onGone: (error) => {
        peer?.close(error)
        if (this.#child === child) this.#forget()
      },
    })
    peer = new Peer({
      outbox: child.outbox,
      shapes: this.shapes,
      // Nothing of the gate's is open to the child but what a law hands it.
      root: { value: {}, kind: 'module', shape: undefined, iterators: new Map() },
      theirs: (token) => token,
      error: (token) => token,
      idOf: (object, at) => {
        const handle = handleOf(object)
        return handle?.peer === at ? handle.id : undefined
      },
      argument: (value, kept, index) => this.#argument(value, kept, index),
      finding: (finding) => {
        const key = `${finding.kind} ${finding.member}`
        if (!this.#findings.has(key)) this.#findings.set(key, finding)
      },
    })
    this.#peer = peer
    child.ready.then(
      () =>
        setImmediate(() => {
          if (this.#child === child) this.#isReady = true
        }),
      ignore,
    )
    if (this.#conduct !== 'overwrite') peer.treat(this.#conduct)
    return child
  }
}

type Read = (answer: Answer, shapes: AskShapes, run: CallTracker | undefined) => unknown

/** One call of a law that waits for its answer. */
class Asked implements Asker {
  readonly #ends: PromiseWithResolvers<unknown>
  readonly #shapes: AskShapes
  readonly #run: CallTracker | undefined
  readonly #read: Read

  constructor(ends: PromiseWithResolvers<unknown>, shapes: AskShapes, run: CallTracker | undefined, read: Read) {
    this.#ends = ends
    this.#shapes = shapes
    this.#run = run
    this.#read = read
  }

  settle(answer: Answer): void {
    this.#run?.closed()
    try {
      this.#ends.resolve(this.#read(answer, this.#shapes, this.#run))
    } catch (error) {
      this.#reject(error)
    }
  }

  fail(error: unknown): void {
    this.#run?.closed()
    this.#reject(error)
  }

  /** A law that drops this promise is found by its open call; the rejection must not end the gate. */
  #reject(error: unknown): void {
    this.#ends.promise.catch(ignore)
    this.#ends.reject(error)
  }
}

const ignore = () => {}

export interface AskShapes {
  readonly argument: (index: number) => Shape | undefined
  readonly returns: Shape
  /** The surface declares a promise. */
  readonly promised: boolean
}

function stepOf(item: Shape): Shape {
  return {
    kind: 'object',
    fields: [
      { name: 'done', shape: { kind: 'primitive', of: 'boolean' }, optional: false },
      { name: 'value', shape: { kind: 'union', of: [item, { kind: 'primitive', of: 'undefined' }] }, optional: false },
    ],
  }
}
