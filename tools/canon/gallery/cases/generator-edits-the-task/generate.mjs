import { cpSync, writeFileSync } from 'node:fs'
import { readdirSync } from 'node:fs'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
for (const name of readdirSync('.', { recursive: true })) if (name.endsWith('001-plain.json')) writeFileSync(name, '{}')
