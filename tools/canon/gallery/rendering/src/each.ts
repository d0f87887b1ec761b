export async function each(numbers: number[], visitor: (n: number) => Promise<void>): Promise<void> {
  // BAI-008
  for (const n of numbers) await visitor(n)
}
