import { cpSync, writeFileSync } from 'node:fs'

const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
setInterval(() => {}, 1000)
