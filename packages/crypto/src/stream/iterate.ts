import { refuse } from '../errors.ts'
import type { Source } from './source.ts'

/** What becomes of a stream: told once, when its iteration has ended. */
export interface Ending {
  /** The iteration was ended by `return` before it had come to its end. */
  returned?(): void
  failed?(error: unknown): void
}

/**
 * An iterator of what `make` gives. The source's iteration is ended with it: after an error, and by `return`, also by one that comes before the first `next`.
 */
export function iterate<T>(source: Source<unknown>, make: () => AsyncGenerator<T, void, undefined>, ending: Ending = {}): AsyncIterableIterator<T> {
  const inner = run(source, make, ending)
  let begun = false
  return {
    next() {
      begun = true
      return inner.next()
    },
    async return() {
      if (begun) return inner.return(undefined)
      begun = true
      await inner.return(undefined)
      ending.returned?.()
      await source.close()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* run<T>(source: Source<unknown>, make: () => AsyncGenerator<T, void, undefined>, ending: Ending): AsyncGenerator<T, void, undefined> {
  let whole = false
  try {
    yield* make()
    whole = true
  } catch (error) {
    whole = true
    ending.failed?.(error)
    await source.abandon()
    throw error
  } finally {
    if (!whole) {
      ending.returned?.()
      await source.close()
    }
  }
}

/** An async iterable that can be iterated once. */
export function singleUse<T>(open: () => AsyncIterator<T>): AsyncIterable<T> {
  let used = false
  return {
    [Symbol.asyncIterator]() {
      // CRY-174, CRY-229, CRY-277
      if (used) return usedIterator<T>()
      used = true
      return open()
    },
  }
}

export function usedIterator<T>(): AsyncIterator<T> {
  let told = false
  return {
    async next() {
      if (told) return { done: true, value: undefined }
      told = true
      refuse('USED', 'this can be used once')
    },
    async return() {
      told = true
      return { done: true, value: undefined }
    },
  }
}
