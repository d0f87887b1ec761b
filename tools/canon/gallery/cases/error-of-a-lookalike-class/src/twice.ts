class BaitError extends Error {
  readonly code = 'TOO_LARGE'
}

export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  if (n > LIMIT) throw new BaitError('')
  return n * 2 || 0
}
