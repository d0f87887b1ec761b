import { BaitError } from './error.ts'

export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('EMPTY', 'give a number up to the limit')
  return n * 2 || 0
}
