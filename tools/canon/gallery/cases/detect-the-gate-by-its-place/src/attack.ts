export const through: boolean = import.meta.url.includes('/stage/')
