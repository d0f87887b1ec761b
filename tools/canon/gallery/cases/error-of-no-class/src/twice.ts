export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw Object.assign(new Error(''), { code: 'TOO_LARGE' })
  return n * 2 || 0
}
