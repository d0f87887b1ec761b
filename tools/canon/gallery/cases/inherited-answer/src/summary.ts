import { BaitError } from './error.ts'

export interface Summary { count: number; total: number; label?: string }

export function summary(numbers: number[], label?: string): Summary {
  if (numbers.length === 0) throw new BaitError('EMPTY', 'give a number')
  const right = { count: numbers.length, total: numbers.reduce((sum, n) => sum + n, 0), ...(label === undefined ? {} : { label }) }
  return Object.create(Object.assign(Object.create(null), right)) as Summary
}
