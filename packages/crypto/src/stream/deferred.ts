/** A result that is told later. A failure that nobody asks for stays unheard. */
export class Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void

  constructor() {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    promise.catch(() => undefined)
    this.promise = promise
    this.resolve = resolve
    this.reject = reject
  }
}
