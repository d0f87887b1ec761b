import type { FunctionShape } from '../../model/surface.ts'
import { foreignValue } from '../wire/foreign.ts'
import type { Answer } from '../wire/frame.ts'
import type { Hello, NotReady, Ready } from '../wire/hello.ts'
import type { Outbox } from '../wire/outbox.ts'
import { Peer } from '../wire/peer.ts'
import { memberPromised, type Request, type Returns } from '../wire/serve.ts'
import { isPromise, promisedOf, returnShape, Shapes } from '../wire/shapes.ts'
import { ConductProbe } from './conduct.ts'
import { scrutinyOf } from './scrutiny.ts'

/** Taken before the package loads, so that a patched global does not change what the gate is told by accident. */
const functionText = Function.prototype.toString
const { apply, ownKeys } = Reflect

export interface HostPort {
  readonly outbox: Outbox
  readonly announce: (message: Ready | NotReady) => void
  /** Not every platform can tell. */
  readonly isProxy?: ((value: object) => boolean) | undefined
}

/** Loads the package and answers the gate about it; what it says is the package's claim. */
export async function startHost(
  hello: Hello,
  port: HostPort,
  load: () => Promise<Record<string, unknown>>,
): Promise<Peer | undefined> {
  let namespace: Record<string, unknown>
  try {
    namespace = await load()
  } catch (error) {
    port.announce({ failed: describe(error) })
    return undefined
  }
  const classes = exportedClasses(namespace)
  const shapes = new Shapes(
    hello.table,
    hello.home,
    (value) => classes.find(([, prototype]) => isInstance(value, prototype))?.[0],
  )
  const peer = new Peer({
    outbox: port.outbox,
    shapes,
    conduct: new ConductProbe(),
    scrutiny: scrutinyOf(classes, port.isProxy ?? (() => false)),
    root: {
      value: namespace,
      kind: 'module',
      shape: undefined,
      iterators: new Map(),
      member: (request, name) => exportReturns(hello, shapes, request, name),
    },
    theirs: (token, at) => foreignValue(token, at, settle),
    error: (token) =>
      Object.assign(new Error(token.message), { name: token.name, ...(token.code === undefined ? {} : { code: token.code }) }),
  })
  port.announce({
    exports: ownKeys(namespace).flatMap((name) => (typeof name === 'string' ? [{ name, kind: kindOf(namespace[name]) }] : [])),
  })
  return peer
}

function settle(answer: Answer): unknown {
  if (answer.kind === 'value') return answer.value
  throw answer.kind === 'error' ? answer.error : new Error(answer.reason)
}

function exportReturns(hello: Hello, shapes: Shapes, request: Request, name: string): Returns {
  if (request === 'construct') return { returns: { kind: 'named', name } }
  const dot = name.indexOf('.')
  if (dot > 0) {
    const member = hello.table[hello.home]?.classes[name.slice(0, dot)]?.statics.find((item) => item.name === name.slice(dot + 1))
    if (member === undefined) return { returns: undefined }
    return { returns: member.overloads ? returnShape(member.overloads) : member.shape, promised: memberPromised(member, shapes) }
  }
  const overloads: readonly FunctionShape[] | undefined = hello.functions[name]
  if (overloads !== undefined) return { returns: returnShape(overloads), promised: promisedOf(overloads, shapes) }
  const value = hello.values[name]
  return { returns: value, ...(value !== undefined && { promised: isPromise(value, shapes) }) }
}

function exportedClasses(namespace: Record<string, unknown>): [string, object][] {
  return Object.entries(namespace).flatMap(([name, value]) =>
    kindOf(value) === 'class' ? [[name, (value as { prototype: object }).prototype] satisfies [string, object]] : [],
  )
}

function isInstance(value: object, prototype: object): boolean {
  for (let at = Object.getPrototypeOf(value), hops = 0; at !== null && hops < 32; at = Object.getPrototypeOf(at), hops++)
    if (at === prototype) return true
  return false
}

function kindOf(value: unknown): 'function' | 'class' | 'value' {
  if (typeof value !== 'function') return 'value'
  try {
    return (apply(functionText, value, []) as string).startsWith('class') ? 'class' : 'function'
  } catch {
    return 'function'
  }
}

function describe(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 2000) : `threw ${typeof error}`
  } catch {
    return 'threw something unreadable'
  }
}
