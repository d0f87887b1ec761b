setInterval(() => console.log('x'.repeat(10_000)), 1)
export const through: boolean = false
