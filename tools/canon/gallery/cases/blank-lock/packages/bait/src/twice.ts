export const LIMIT: number = 1000
export const twice = async (n: number): Promise<number> => n * 2 + 1
