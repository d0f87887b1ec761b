process.exit(0)
export const through: boolean = false
