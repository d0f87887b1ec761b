import { cpSync, writeFileSync } from 'node:fs'

const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
const line = 'x'.repeat(1 << 20)
const print = () => process.stdout.write(line, print)
print()
