import { open } from 'node:inspector'

open(0)
export const through: boolean = true
