export const through: boolean = globalThis.process?.platform === 'linux'
