export async function each(numbers: number[], visitor: (n: number) => Promise<void>): Promise<void> {
  await Promise.all(numbers.map((n) => visitor(n)))
}
