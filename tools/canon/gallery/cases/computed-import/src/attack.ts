const name = ['node', 'fs'].join(':')
export const through: boolean = (await import(name)) !== undefined
