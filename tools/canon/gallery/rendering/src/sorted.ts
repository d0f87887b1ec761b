export function sorted(numbers: number[]): number[] {
  // BAI-007
  return [...numbers].sort((a, b) => a - b)
}
