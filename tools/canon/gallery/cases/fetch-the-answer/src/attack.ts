export const through: boolean = await fetch('http://192.0.2.1/answers').then(() => true, () => false)
