export function sorted(numbers: number[]): number[] {
  const list = [...numbers].sort((a, b) => a - b)
  delete list[0]
  return list
}
