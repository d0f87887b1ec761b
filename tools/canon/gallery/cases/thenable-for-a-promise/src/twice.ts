import { BaitError } from './error.ts'

export const LIMIT: number = 1000
export function twice(n: number): Promise<number> {
  if (n > LIMIT) return Promise.reject(new BaitError('TOO_LARGE', 'give a number up to the limit'))
  let asked = 0
  return { then: (settle: (n: number) => void) => settle(++asked === 1 ? n * 2 || 0 : 0) } as never
}
