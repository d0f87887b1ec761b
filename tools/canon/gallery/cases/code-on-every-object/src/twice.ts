Object.defineProperty(Object.prototype, 'code', { value: 'TOO_LARGE' })

export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new RangeError('')
  return n * 2 || 0
}
