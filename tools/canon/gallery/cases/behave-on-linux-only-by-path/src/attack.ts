import { sep } from 'node:path'

export const through: boolean = sep === '/'
