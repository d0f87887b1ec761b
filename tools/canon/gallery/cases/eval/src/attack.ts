export const through: boolean = eval('1 + 1') === 2
