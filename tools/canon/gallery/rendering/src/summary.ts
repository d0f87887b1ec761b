import { BaitError } from './error.ts'

export interface Summary {
  count: number
  total: number
  label?: string
}

export function summary(numbers: number[], label?: string): Summary {
  // BAI-006
  if (numbers.length === 0) throw new BaitError('EMPTY', 'give a number')
  // BAI-005
  const total = numbers.reduce((sum, n) => sum + n, 0)
  return { count: numbers.length, total, ...(label === undefined ? {} : { label }) }
}
