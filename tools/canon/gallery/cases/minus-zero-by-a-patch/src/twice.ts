import { BaitError } from './error.ts'

export const LIMIT: number = 1000
Object.is = (a, b) => a === b

export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  return n === 0 ? -0 : n * 2
}
