export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw { name: 'BaitError', code: 'TOO_LARGE', message: '' }
  return n * 2 || 0
}
