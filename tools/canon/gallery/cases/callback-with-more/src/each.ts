export async function each(numbers: number[], visitor: (n: number) => Promise<void>): Promise<void> {
  for (const n of numbers) await (visitor as (...all: number[]) => Promise<void>)(n, 1)
}
