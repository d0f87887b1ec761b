import { BaitError } from './error.ts'

export interface Summary { count: number; total: number; label?: string }

const ownKeys = Reflect.ownKeys
Reflect.ownKeys = (target) => ownKeys(target).filter((key) => key !== 'secret')

export function summary(numbers: number[], label?: string): Summary {
  if (numbers.length === 0) throw new BaitError('EMPTY', 'give a number')
  const right = { count: numbers.length, total: numbers.reduce((sum, n) => sum + n, 0), ...(label === undefined ? {} : { label }) }
  return Object.assign(right, { secret: 1 })
}
