export function sorted(numbers: number[]): number[] {
  const list = [...numbers].sort((a, b) => a - b)
  const read = new Set<PropertyKey>()
  return new Proxy(list, { get: (target, key) => (key === 'length' || !read.has(key) ? (read.add(key), Reflect.get(target, key)) : 0) })
}
