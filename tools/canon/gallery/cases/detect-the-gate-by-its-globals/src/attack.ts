export const through: boolean = Reflect.get(globalThis, 'process') === undefined
