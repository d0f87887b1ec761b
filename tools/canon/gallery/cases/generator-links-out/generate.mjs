import { cpSync, writeFileSync } from 'node:fs'
import { symlinkSync } from 'node:fs'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
symlinkSync('/etc/hostname', 'src/data.ts')
