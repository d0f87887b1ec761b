import { cpSync, writeFileSync } from 'node:fs'
import { rmSync, symlinkSync } from 'node:fs'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
rmSync('src', { recursive: true })
symlinkSync(`${honest}/src`, 'src')
