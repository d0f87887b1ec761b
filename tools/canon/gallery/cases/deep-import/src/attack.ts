import { one } from '@canon/unit/src/index.ts'

export const through: boolean = one() === 1
