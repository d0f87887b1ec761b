import type { Shape } from '../../model/surface.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'
import {
  CONDUCT_KINDS,
  CONDUCT_MODES,
  type Conduct,
  type ConductFinding,
  type ConductMode,
  conductMode,
  NOT_COMPARED,
  readFinding,
  type WatchedCall,
} from './conduct.ts'
import { type DecodeOptions, decode, type ErrorToken, type ReferenceToken } from './decode.ts'
import { encode, type References } from './encode.ts'
import { type Answer, Frame } from './frame.ts'
import { REFERENCES_MAX, WireError } from './limits.ts'
import type { Outbox } from './outbox.ts'
import { type Replies, Reply } from './reply.ts'
import type { Scrutiny } from './scrutiny.ts'
import { type Kept, type Request, serve } from './serve.ts'
import type { Shapes } from './shapes.ts'
import type { ReferenceKind } from './tag.ts'

export type ShapeOf = (index: number) => Shape | undefined

export interface PeerOptions {
  readonly outbox: Outbox
  readonly shapes: Shapes
  /** What requests to target 0 are asked of. */
  readonly root: Kept
  readonly theirs: (token: ReferenceToken, peer: Peer) => object
  readonly error: (token: ErrorToken) => unknown
  /** The other side's id of an object that stands for one of its own; remembered here when left out. */
  readonly idOf?: (object: object, peer: Peer) => number | undefined
  /** What an argument from the other side becomes before something kept here is called with it. */
  readonly argument?: (value: unknown, kept: Kept, index: number) => unknown
  /** Watches how requests are answered; the package's end has one. */
  readonly conduct?: Conduct
  /** Looks at what is sent; the package's end has one. */
  readonly scrutiny?: Scrutiny
  /** Takes what the other side's conduct says of a request that is open. */
  readonly finding?: (finding: ConductFinding) => void
}

/** Who waits for a request's end. */
export interface Asker {
  settle(answer: Answer): void
  fail(error: Error): void
}

interface Pending {
  readonly member: string
  readonly asker: Asker
}

/** One end of the pipe: asks the other end, and answers it. The same code on both sides. */
export class Peer {
  readonly #options: PeerOptions
  readonly #kept = new Map<number, Kept>()
  readonly #peers = new WeakMap<object, number>()
  readonly #pending = new Map<number, Pending>()
  /** Where buffers of the arguments at hand are collected. */
  #passed: Uint8Array[] | undefined
  /** Where what crosses by value in the reply at hand is collected. */
  #given: object[] | undefined
  #nextKept = 1
  #nextRequest = 1
  #closed: Error | undefined

  readonly #references: References
  /** The same, collecting what crosses by value. */
  readonly #giving: References

  constructor(options: PeerOptions) {
    this.#options = options
    this.#references = { keep: this.#keep, peers: this.#theirs, scrutiny: options.scrutiny }
    this.#giving = { ...this.#references, gives: (value) => void this.#given?.push(value) }
  }

  get pending(): number {
    return this.#pending.size
  }

  /** Asks the other side; target 0 is its root, any other number something it keeps for us. */
  ask(request: Request, target: number, member: string, args: readonly unknown[], shapeOf: ShapeOf): Promise<Answer> {
    return new Promise((settle, fail) => this.askWith(request, target, member, args, shapeOf, { settle, fail }))
  }

  /** The same without a promise: one fewer on the way of every call. @throws WireError for arguments that cannot cross */
  askWith(request: Request, target: number, member: string, args: readonly unknown[], shapeOf: ShapeOf, asker: Asker): void {
    if (this.#closed) return asker.fail(this.#closed)
    const { outbox, shapes } = this.#options
    const { writer } = outbox
    const id = this.#nextRequest++
    const start = outbox.begin()
    try {
      writer.byte(Frame[request])
      writer.varint(id)
      writer.varint(target)
      writer.text(member)
      writer.varint(args.length)
      for (let i = 0; i < args.length; i++) encode(writer, args[i], shapeOf(i), shapes, this.#references)
      outbox.end(start)
    } catch (error) {
      writer.truncate(start)
      throw error
    }
    this.#pending.set(id, { member, asker })
  }

  /** Tells the other side that it need not keep these any longer. */
  release(ids: readonly number[]): void {
    if (this.#closed) return
    this.#options.outbox.frame((writer) => {
      writer.byte(Frame.release)
      writer.varint(ids.length)
      for (const id of ids) writer.varint(id)
    })
  }

  /** Tells the other side how to treat what goes in and comes out of the requests that follow. */
  treat(mode: ConductMode): void {
    if (this.#closed) return
    this.#options.outbox.frame((writer) => {
      writer.byte(Frame.conduct)
      writer.byte(CONDUCT_MODES.indexOf(mode))
    })
  }

  /** Takes one frame. @throws WireError when the other side broke the rules */
  receive(reader: ByteReader): void {
    const kind = reader.byte()
    const { conduct } = this.#options
    if (kind === Frame.release) {
      for (let count = reader.varint(); count > 0; count--) this.#kept.delete(reader.varint())
    } else if (kind === Frame.value || kind === Frame.error || kind === Frame.fault) this.#answer(kind, reader)
    else if (kind === Frame.call || kind === Frame.construct || kind === Frame.get) this.#request(kind, reader)
    else if (kind === Frame.conduct && conduct !== undefined) conduct.mode = conductMode(reader.byte())
    else throw new WireError(`an unknown frame ${kind}`)
    if (reader.left !== 0) throw new WireError('a frame has bytes after its end')
  }

  /** Ends every open request with this error. */
  close(error: Error): void {
    this.#closed ??= error
    for (const { asker } of this.#pending.values()) asker.fail(error)
    this.#pending.clear()
    this.#kept.clear()
  }

  #answer(kind: number, reader: ByteReader): void {
    const id = reader.varint()
    const waiting = this.#pending.get(id)
    if (waiting === undefined) throw new WireError('an answer to nothing that was asked')
    this.#pending.delete(id)
    const answer = this.#readAnswer(kind, reader)
    this.#heard(reader, waiting.member)
    waiting.asker.settle(answer)
  }

  #readAnswer(kind: number, reader: ByteReader): Answer {
    if (kind === Frame.fault) return { kind: 'fault', reason: reader.text() }
    if (kind === Frame.value) return { kind: 'value', value: this.#decode(reader) }
    return { kind: 'error', early: reader.byte() === 1, error: this.#decode(reader) }
  }

  /** What may follow in a reply: findings about how it came about. */
  #heard(reader: ByteReader, member: string): void {
    const { finding } = this.#options
    while (finding !== undefined && reader.left > 0) finding(readFinding(reader, member))
  }

  #request(kind: number, reader: ByteReader): void {
    const id = reader.varint()
    const target = reader.varint()
    const member = reader.text()
    const count = reader.varint()
    if (count > reader.left) throw new WireError('a count is larger than its frame')
    const { argument, conduct } = this.#options
    const from = reader.left
    const passed: Uint8Array[] = []
    const args = this.#arguments(reader, count, this.#decoding, passed)
    const kept = target === 0 ? this.#options.root : this.#kept.get(target)
    if (kept === undefined) throw new WireError('a request to something that is not kept')
    const taken = argument === undefined ? args : args.map((value, index) => argument(value, kept, index))
    const request: Request = kind === Frame.call ? 'call' : kind === Frame.construct ? 'construct' : 'get'
    const watched = conduct?.request(args, passed, () => {
      reader.back(from)
      const passedAgain: Uint8Array[] = []
      return { args: this.#arguments(reader, count, this.#decodingAgain, passedAgain), passed: passedAgain }
    })
    // An exported value is one for all who read it.
    const gives = watched !== undefined && !(request === 'get' && kept === this.#options.root)
    serve(
      kept,
      request,
      member,
      taken,
      this.#options.shapes,
      new Reply(this.#replies, id, watched, gives),
      this.#options.scrutiny,
    )
  }

  readonly #replies: Replies = {
    value: (reply, value, shape) =>
      this.#reply(reply, Frame.value, (writer) => {
        if (!reply.gives) return this.#encode(writer, value, shape)
        const given: object[] = []
        this.#given = given
        encode(writer, value, shape, this.#options.shapes, this.#giving)
        reply.watched?.gives(given)
      }),
    error: (reply, error, early) =>
      this.#reply(reply, Frame.error, (writer) => {
        writer.byte(early ? 1 : 0)
        this.#encode(writer, error, { kind: 'primitive', of: 'unknown' })
      }),
    fault: (reply, reason) => this.#reply(reply, Frame.fault, (writer) => writer.text(reason)),
  }

  #arguments(reader: ByteReader, count: number, options: DecodeOptions, passed: Uint8Array[]): unknown[] {
    const args: unknown[] = []
    this.#passed = passed
    for (let i = 0; i < count; i++) args.push(decode(reader, options))
    this.#passed = undefined
    return args
  }

  #reply({ id, watched }: Reply, kind: number, write: (writer: ByteWriter) => void): void {
    if (this.#closed) return
    watched?.settled()
    const { outbox } = this.#options
    const start = outbox.begin()
    try {
      this.#write(id, kind, watched, write)
      outbox.end(start)
    } catch (error) {
      outbox.writer.truncate(start)
      const reason = error instanceof WireError ? error.message : 'reading the result threw an error'
      outbox.frame(() => this.#write(id, Frame.fault, watched, (writer) => writer.text(reason)))
    }
  }

  #write(id: number, kind: number, watched: WatchedCall | undefined, body: (writer: ByteWriter) => void): void {
    const { writer } = this.#options.outbox
    writer.byte(kind)
    writer.varint(id)
    body(writer)
    const findings = watched?.findings
    for (let i = 0; i < (findings?.length ?? 0); i++) {
      writer.byte(CONDUCT_KINDS.indexOf(findings![i]!.kind))
      writer.text(findings![i]!.what)
    }
  }

  readonly #idOf = (object: object): number | undefined => this.#peers.get(object)

  #encode(writer: ByteWriter, value: unknown, shape: Shape | undefined): void {
    encode(writer, value, shape, this.#options.shapes, this.#references)
  }

  #decode(reader: ByteReader): unknown {
    return decode(reader, this.#decoding)
  }

  readonly #decoding: DecodeOptions = {
    theirs: (token: ReferenceToken) => {
      const value = this.#options.theirs(token, this)
      if (this.#options.idOf === undefined) this.#peers.set(value, token.id)
      return value
    },
    error: (token: ErrorToken) => this.#options.error(token),
    mine: (id: number) => {
      const kept = this.#kept.get(id)
      if (kept === undefined) throw new WireError('a reference to something that is not kept')
      return kept.value
    },
    bytes: (value) => void this.#passed?.push(value),
  }

  /** Of the same bytes a second time: what is not data is made once only. */
  readonly #decodingAgain: DecodeOptions = {
    theirs: () => NOT_COMPARED,
    error: () => NOT_COMPARED,
    mine: () => NOT_COMPARED,
    bytes: (value) => void this.#passed?.push(value),
  }

  readonly #keep = (value: object, kind: ReferenceKind, shape: Shape | undefined): number => {
    if (this.#kept.size >= REFERENCES_MAX) throw new WireError('too many objects are held open')
    // A new id each time: the other side may release an earlier one while this is under way.
    const id = this.#nextKept++
    this.#kept.set(id, { value, kind, shape, iterators: new Map() })
    return id
  }

  readonly #theirs = (value: object): number | undefined => (this.#options.idOf ?? this.#idOf)(value, this)
}
