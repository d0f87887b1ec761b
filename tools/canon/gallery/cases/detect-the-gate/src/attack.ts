export const through: boolean = process.execArgv.includes('--permission')
