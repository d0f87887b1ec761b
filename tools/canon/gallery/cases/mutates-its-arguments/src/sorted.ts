export function sorted(numbers: number[]): number[] {
  numbers.sort((a, b) => a - b)
  return [...numbers]
}
