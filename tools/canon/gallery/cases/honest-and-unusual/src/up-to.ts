export function upTo(end: number): AsyncIterable<number> {
  return {
    [Symbol.asyncIterator]() {
      let n = 0
      return { next: async () => (n < Math.min(end, 100) ? { done: false, value: n++ } : { done: true, value: undefined }) }
    },
  }
}
