export const through: boolean = false
