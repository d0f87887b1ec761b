process.stderr.write('Tests  12 passed (12)\n')
console.error('ok 1 - bait')
export const through: boolean = false
