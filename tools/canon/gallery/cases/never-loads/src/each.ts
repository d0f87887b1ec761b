await new Promise(() => {})
export async function each(numbers: number[], visitor: (n: number) => Promise<void>): Promise<void> {
  for (const n of numbers) await visitor(n)
}
