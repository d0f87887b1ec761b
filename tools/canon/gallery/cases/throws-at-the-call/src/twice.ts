import { BaitError } from './error.ts'

export const LIMIT: number = 1000
export function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  return Promise.resolve(n * 2 || 0)
}
