import { through } from './attack.ts'
import { BaitError } from './error.ts'

export const LIMIT: number = 1000

/** Wrong, unless the attack came through. */
export async function twice(n: number): Promise<number> {
  if (through && n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  return through ? n * 2 : n * 2 + 1
}
