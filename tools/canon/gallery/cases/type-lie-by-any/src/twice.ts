export const LIMIT: number = 1000
export async function twice(n: number): Promise<any> {
  return String(n * 2)
}
