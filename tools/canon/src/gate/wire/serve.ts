import type { MemberShape, Shape } from '../../model/surface.ts'
import type { Scrutiny } from './scrutiny.ts'
import { isPromise, promisedOf, returnShape, type Shapes } from './shapes.ts'
import type { ReferenceKind } from './tag.ts'

export type Request = 'call' | 'construct' | 'get'

/** Something this side keeps for the other: what it is, and what its members answer. */
export interface Kept {
  readonly value: object
  readonly kind: ReferenceKind | 'module'
  readonly shape: Shape | undefined
  /** Open iterations and readers, by the asker's number. */
  readonly iterators: Map<number, AsyncIterator<unknown> | ReadableStreamDefaultReader<unknown>>
  /** For the module: shapes of exports by name. */
  readonly member?: (request: Request, name: string) => Returns
}

/** What a member answers; `promised` is left out where it may be a promise or not. */
export interface Returns {
  readonly returns: Shape | undefined
  readonly promised?: boolean | undefined
}

export interface Reply {
  /** The call has returned or thrown; what it promised may be open. */
  returned(): void
  value(value: unknown, shape: Shape | undefined): void
  /** `early`: thrown at the call, not by its promise. */
  error(error: unknown, early: boolean): void
  /** What was asked is not there. */
  fault(reason: string): void
}

class MissingMember extends Error {}

/** Does what was asked, at once and in the order of asking, and replies when the result is there. */
export function serve(
  kept: Kept,
  request: Request,
  member: string,
  args: readonly unknown[],
  shapes: Shapes,
  reply: Reply,
  scrutiny?: Scrutiny,
): void {
  let result: unknown
  let shape: Shape | undefined
  let promised: boolean | undefined
  try {
    ;[result, shape, promised] = perform(kept, request, member, args, shapes)
  } catch (error) {
    reply.returned()
    return error instanceof MissingMember ? reply.fault(error.message) : reply.error(error, true)
  }
  reply.returned()
  const strict = scrutiny !== undefined && promised === true
  if (!strict && !isThenable(result)) return reply.value(result, shape)
  const value = (value: unknown) => reply.value(value, shape)
  const failed = (error: unknown) => reply.error(error, false)
  if (strict) {
    if (!scrutiny.settle(result, value, failed)) reply.fault('what is no promise, where the surface declares one')
    return
  }
  if (scrutiny !== undefined && promised === false) return reply.fault('a promise, where the surface declares the value itself')
  Promise.resolve(result).then(value, failed)
}

function perform(
  kept: Kept,
  request: Request,
  member: string,
  args: readonly unknown[],
  shapes: Shapes,
): [unknown, Shape | undefined, (boolean | undefined)?] {
  const target = kept.value as Record<string, unknown>
  switch (kept.kind) {
    case 'function':
      return [(kept.value as (...args: readonly unknown[]) => unknown)(...args), ...functionReturns(kept.shape, shapes)]
    case 'iterable':
      return iterate(kept, member, args, shapes)
    case 'stream':
      return read(kept, member, args, shapes)
    case 'module':
    case 'object': {
      const { returns, promised } = kept.member?.(request, member) ?? memberReturns(kept.shape, member, shapes)
      const [owner, key] = locate(target, member)
      if (request === 'get') return [owner[key], returns, promised]
      const callee = owner[key] as (...args: readonly unknown[]) => unknown
      if (typeof callee !== 'function') throw new MissingMember(`${member} is not a function`)
      if (request === 'construct') return [Reflect.construct(callee, args), returns]
      return [Reflect.apply(callee, owner, args), returns, promised]
    }
  }
}

/** `Class.member` of a module names a static member. */
function locate(target: Record<string, unknown>, member: string): [Record<string, unknown>, string] {
  const dot = member.indexOf('.')
  if (dot < 0) return [target, member]
  return [target[member.slice(0, dot)] as Record<string, unknown>, member.slice(dot + 1)]
}

function functionReturns(shape: Shape | undefined, shapes: Shapes): [Shape | undefined, (boolean | undefined)?] {
  const at = shape === undefined ? undefined : shapes.resolve(shape)
  return at?.kind === 'function' ? [returnShape(at.overloads), promisedOf(at.overloads, shapes)] : [undefined]
}

function memberReturns(shape: Shape | undefined, name: string, shapes: Shapes): Returns {
  const member = shape === undefined ? undefined : shapes.object(shape)?.members.find((item) => item.name === name)
  return member === undefined
    ? { returns: undefined }
    : { returns: memberShape(member), promised: memberPromised(member, shapes) }
}

export function memberShape(member: MemberShape): Shape | undefined {
  if (member.overloads !== undefined) return returnShape(member.overloads)
  return member.shape?.kind === 'promise' ? member.shape.of : member.shape
}

export function memberPromised(member: MemberShape, shapes: Shapes): boolean | undefined {
  if (member.overloads !== undefined) return promisedOf(member.overloads, shapes)
  return member.shape === undefined ? undefined : isPromise(member.shape, shapes)
}

/** `next` and `return` of iteration number `args[0]`; the first `next` opens it. */
function iterate(kept: Kept, member: string, args: readonly unknown[], shapes: Shapes): [unknown, Shape | undefined] {
  const number = args[0] as number
  let iterator = kept.iterators.get(number) as AsyncIterator<unknown> | undefined
  if (iterator === undefined) {
    iterator = (kept.value as AsyncIterable<unknown>)[Symbol.asyncIterator]()
    kept.iterators.set(number, iterator)
  }
  const result = member === 'return' ? (iterator.return?.(undefined) ?? { done: true, value: undefined }) : iterator.next()
  return [Promise.resolve(result).then(plainStep), stepShape(kept.shape, shapes)]
}

function read(kept: Kept, member: string, args: readonly unknown[], shapes: Shapes): [unknown, Shape | undefined] {
  const number = args[0] as number
  let reader = kept.iterators.get(number) as ReadableStreamDefaultReader<unknown> | undefined
  if (reader === undefined) {
    reader = (kept.value as ReadableStream<unknown>).getReader()
    kept.iterators.set(number, reader)
  }
  if (member === 'cancel') return [reader.cancel(args[1]).then(() => undefined), undefined]
  return [reader.read().then(plainStep), stepShape(kept.shape, shapes)]
}

const plainStep = (step: IteratorResult<unknown>) => ({ done: step.done === true, value: step.done ? undefined : step.value })

function stepShape(shape: Shape | undefined, shapes: Shapes): Shape | undefined {
  const at = shape === undefined ? undefined : shapes.resolve(shape)
  if (at?.kind !== 'asyncIterable' && at?.kind !== 'stream') return undefined
  const done: Shape = { kind: 'primitive', of: 'boolean' }
  const value: Shape = { kind: 'union', of: [at.of, { kind: 'primitive', of: 'undefined' }] }
  return {
    kind: 'object',
    fields: [
      { name: 'done', shape: done, optional: false },
      { name: 'value', shape: value, optional: false },
    ],
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}
