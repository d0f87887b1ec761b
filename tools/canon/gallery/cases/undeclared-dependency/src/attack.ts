import { sha256 } from '@canon/crypto'

export const through: boolean = sha256 !== undefined
