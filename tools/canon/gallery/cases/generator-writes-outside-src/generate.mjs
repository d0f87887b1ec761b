import { cpSync, writeFileSync } from 'node:fs'

const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
writeFileSync('vitest.config.ts', 'export default { test: { passWithNoTests: true } }\n')
