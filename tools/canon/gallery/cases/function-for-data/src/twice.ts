import { BaitError } from './error.ts'

export const LIMIT: number = 1000

export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  return (() => n * 2) as never
}
