import type { Shape } from '../../model/surface.ts'
import type { ReferenceToken } from './decode.ts'
import type { Answer } from './frame.ts'
import type { Peer } from './peer.ts'
import { argumentShape } from './shapes.ts'

/** Turns an answer into a value or a throw. */
export type Settle = (answer: Answer) => unknown

/** Stands here for a function, iterable or stream of the other side. */
export function foreignValue(token: ReferenceToken, peer: Peer, settle: Settle, shape?: Shape): object {
  switch (token.kind) {
    case 'function': {
      const overloads = shape?.kind === 'function' ? shape.overloads : []
      return async (...args: unknown[]) =>
        settle(await peer.ask('call', token.id, '', args, (index) => argumentShape(overloads, index)))
    }
    case 'iterable':
      return foreignIterable(token.id, peer, settle)
    case 'stream':
      return foreignStream(token.id, peer, settle)
    case 'object':
      throw new TypeError('an object needs its declared members')
  }
}

function foreignIterable(id: number, peer: Peer, settle: Settle): AsyncIterable<unknown> {
  let iterations = 0
  const ask = async (member: string, number: number) =>
    settle(await peer.ask('call', id, member, [number], () => undefined)) as IteratorResult<unknown>
  return {
    [Symbol.asyncIterator]() {
      const number = ++iterations
      return { next: () => ask('next', number), return: () => ask('return', number) }
    },
  }
}

function foreignStream(id: number, peer: Peer, settle: Settle): ReadableStream<unknown> {
  return new ReadableStream<unknown>(
    {
      async pull(controller) {
        const step = settle(await peer.ask('call', id, 'read', [1], () => undefined)) as IteratorResult<unknown>
        if (step.done) controller.close()
        else controller.enqueue(step.value)
      },
      async cancel(reason) {
        settle(await peer.ask('call', id, 'cancel', [1, typeof reason === 'string' ? reason : undefined], () => undefined))
      },
    },
    { highWaterMark: 0 },
  )
}
