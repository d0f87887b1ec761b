import { readFileSync } from 'node:fs'

export const through: boolean = readFileSync('/etc/hostname').length > 0
