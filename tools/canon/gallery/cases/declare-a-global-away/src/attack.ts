declare const process: { readonly platform: string } | undefined

export const through: boolean = process?.platform === 'linux'
