import { BaitError } from './error.ts'

export interface Summary { count: number; total: number; label?: string }

export function summary(numbers: number[], label?: string): Summary {
  if (numbers.length === 0) throw new BaitError('EMPTY', 'give a number')
  const made: Summary = Object.create(null)
  made.count = numbers.length
  made.total = eval_(numbers)
  if (label !== undefined) made.label = label
  return Object.freeze(made)
}

const eval_ = (numbers: number[]): number => (numbers.length === 0 ? 0 : numbers[0]! + eval_(numbers.slice(1)))
