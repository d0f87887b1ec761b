import { cpSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
mkdirSync(`${repository}/packages/bait`, { recursive: true })
writeFileSync(`${repository}/packages/bait/canon.lock.json`, '{ "canon": 1, "verdict": { "ok": true } }')
