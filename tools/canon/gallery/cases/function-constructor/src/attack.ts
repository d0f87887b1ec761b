export const through: boolean = new Function('return true')() as boolean
