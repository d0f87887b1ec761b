// @ts-nocheck
export const through: boolean = 1
