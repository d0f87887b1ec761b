export const through: boolean = ['PATH', 'HOME', 'USER', 'CI'].some((name) => process.env[name] !== undefined)
