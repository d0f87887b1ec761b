import { TooLarge } from './error.ts'

export const LIMIT: number = Number('1000')

export function twice(n: number): Promise<number> {
  return new Promise((resolve, reject) => {
    if (n > LIMIT) reject(new TooLarge())
    else queueMicrotask(() => resolve(Number(BigInt(n) << 1n)))
  })
}
