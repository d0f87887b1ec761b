import type { FunctionShape, MemberShape, Shape } from '../../model/surface.ts'
import { argumentShape, returnShape } from '../wire/shapes.ts'
import type { AskShapes, Session } from './session.ts'

/** Counts a run's open calls, so that a promise a law drops does not pass unseen. */
export interface CallTracker {
  opened(): void
  closed(): void
}

/**
 * The provider as laws see it: the surface's names, every result a promise, objects by reference.
 * `tracker` answers the run that is calling, where there is one.
 */
export function makeProvider(session: Session, tracker: () => CallTracker | undefined): Readonly<Record<string, unknown>> {
  const { surface, shapes } = session
  const ask: Session['ask'] = (...request) => {
    const answer = tracked(...request)
    // A law that drops this promise is found by its open call; the rejection must not end the gate.
    answer.catch(() => {})
    return answer
  }
  const tracked: Session['ask'] = async (...request) => {
    const run = tracker()
    run?.opened()
    try {
      return await session.ask(...request)
    } finally {
      run?.closed()
    }
  }
  session.makeObject = (shape) => makeObject(shape)

  const provider: Record<string, unknown> = Object.create(null)
  for (const [name, overloads] of Object.entries(surface.functions)) provider[name] = remoteFunction(undefined, name, overloads)
  for (const name of Object.keys(surface.classes)) provider[name] = remoteClass(name)
  for (const [name, shape] of Object.entries(surface.values))
    Object.defineProperty(provider, name, { enumerable: true, get: () => ask('get', undefined, name, [], valueShapes(shape)) })
  return provider

  function remoteFunction(target: (() => object) | undefined, name: string, overloads: readonly FunctionShape[]) {
    const call: AskShapes = {
      argument: (index) => argumentShape(overloads, index),
      returns: returnShape(overloads),
      promised: isPromised(overloads),
    }
    return (...args: unknown[]) => ask('call', target?.(), name, args, call)
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
    for (const member of shape.statics) defineMember(target, member, undefined, `${name}.${member.name}`)
    return new Proxy(target, { construct: (_, args) => ask('construct', undefined, name, args, construct) })
  }

  /** An object with the declared members and no prototype: nothing else can be asked of it. */
  function makeObject(shape: Shape): object {
    const object: object = Object.create(null)
    for (const member of shapes.object(shape)?.members ?? []) defineMember(object, member, () => object, member.name)
    return object
  }

  function defineMember(on: object, member: MemberShape, target: (() => object) | undefined, path: string): void {
    if (member.overloads !== undefined) {
      const value = remoteFunction(target, path, member.overloads)
      Object.defineProperty(on, member.name, { enumerable: true, value })
    } else {
      const get = () => ask('get', target?.(), path, [], valueShapes(member.shape ?? { kind: 'primitive', of: 'unknown' }))
      Object.defineProperty(on, member.name, { enumerable: true, get })
    }
  }
}

function valueShapes(shape: Shape): AskShapes {
  return { argument: () => undefined, returns: shape.kind === 'promise' ? shape.of : shape, promised: false }
}

const isPromised = (overloads: readonly FunctionShape[]) => overloads.every((overload) => overload.returns.kind === 'promise')
