export function upTo(end: number): AsyncIterable<number> {
  return [...Array(end).keys()] as never
}
