import { cpSync, writeFileSync } from 'node:fs'

const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
writeFileSync(`${repository}/canon.json`, '{ "canon": 1, "runs": 1 }')
