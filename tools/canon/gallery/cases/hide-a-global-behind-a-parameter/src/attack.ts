const decoy = (process: string): string => process

export const through: boolean = decoy('') === '' && process.platform === 'linux'
