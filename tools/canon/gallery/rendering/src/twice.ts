import { BaitError } from './error.ts'

// BAI-003
export const LIMIT: number = 1000

export async function twice(n: number): Promise<number> {
  // BAI-002
  if (n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  // BAI-001
  return n === 0 ? 0 : n * 2
}
