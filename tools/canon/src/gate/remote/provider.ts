import type { FunctionShape, MemberShape, Shape } from '../../model/surface.ts'
import type { Request } from '../wire/serve.ts'
import { argumentShape, returnShape } from '../wire/shapes.ts'
import type { AskShapes, CallTracker, Session } from './session.ts'

/**
 * The provider as laws see it: the surface's names, every result a promise, objects by reference.
 * `tracker` answers the run that is calling, where there is one.
 */
export function makeProvider(session: Session, tracker: () => CallTracker | undefined): Readonly<Record<string, unknown>> {
  const { surface, shapes } = session
  const ask = (
    request: Request,
    target: object | undefined,
    member: string,
    args: readonly unknown[],
    shapes: AskShapes,
  ): Promise<unknown> => {
    const run = tracker()
    run?.opened()
    return session.ask(request, target, member, args, shapes, run)
  }
  const prototypes = new Map<Shape, object>()
  session.makeObject = (shape) => {
    const known = prototypes.get(shape) ?? prototypeOf(shape)
    prototypes.set(shape, known)
    return Object.create(known)
  }

  const provider: Record<string, unknown> = Object.create(null)
  for (const [name, overloads] of Object.entries(surface.functions)) provider[name] = remoteFunction(name, overloads, nothing)
  for (const name of Object.keys(surface.classes)) provider[name] = remoteClass(name)
  for (const [name, shape] of Object.entries(surface.values))
    Object.defineProperty(provider, name, { enumerable: true, get: () => ask('get', undefined, name, [], valueShapes(shape)) })
  return provider

  function remoteFunction(name: string, overloads: readonly FunctionShape[], target: (self: object) => object | undefined) {
    const call: AskShapes = {
      argument: (index) => argumentShape(overloads, index),
      returns: returnShape(overloads),
      promised: isPromised(overloads),
    }
    return function remote(this: object, ...args: unknown[]) {
      return ask('call', target(this), name, args, call)
    }
  }

  function remoteClass(name: string): unknown {
    const shape = surface.classes[name]!
    const overloads = shape.constructor_ === undefined ? [] : [shape.constructor_]
    const construct: AskShapes = {
      argument: (index) => argumentShape(overloads, index),
      returns: { kind: 'named', name },
      promised: false,
    }
    const target = function remote() {}
    for (const member of shape.statics) defineMember(target, member, `${name}.${member.name}`, nothing)
    return new Proxy(target, { construct: (_, args) => ask('construct', undefined, name, args, construct) })
  }

  /** The declared members and no others: nothing else can be asked of an object. */
  function prototypeOf(shape: Shape): object {
    const prototype: object = Object.create(null)
    for (const member of shapes.object(shape)?.members ?? []) defineMember(prototype, member, member.name, itself)
    return prototype
  }

  function defineMember(on: object, member: MemberShape, path: string, target: (self: object) => object | undefined): void {
    if (member.overloads !== undefined) {
      const value = remoteFunction(path, member.overloads, target)
      Object.defineProperty(on, member.name, { enumerable: true, value })
    } else {
      const read = valueShapes(member.shape ?? { kind: 'primitive', of: 'unknown' })
      Object.defineProperty(on, member.name, {
        enumerable: true,
        get(this: object) {
          return ask('get', target(this), path, [], read)
        },
      })
    }
  }
}

function itself(self: object | undefined): object {
  if (self === undefined) throw new TypeError('a method of a remote object is called without its object')
  return self
}

const nothing = () => undefined

function valueShapes(shape: Shape): AskShapes {
  return { argument: () => undefined, returns: shape.kind === 'promise' ? shape.of : shape, promised: false }
}

const isPromised = (overloads: readonly FunctionShape[]) => overloads.every((overload) => overload.returns.kind === 'promise')
