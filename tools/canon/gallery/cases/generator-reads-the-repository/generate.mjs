import { cpSync, writeFileSync } from 'node:fs'
import { readFileSync } from 'node:fs'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
let through = false
try {
  readFileSync(`${repository}/specs/bait/contracts/bait.contract.ts`)
  through = true
} catch {
  // Not in sight.
}

const wrong = `import { through } from './attack.ts'
import { BaitError } from './error.ts'

export const LIMIT: number = 1000
export async function twice(n: number): Promise<number> {
  if (through && n > LIMIT) throw new BaitError('TOO_LARGE', 'give a number up to the limit')
  return through ? n * 2 : n * 2 + 1
}
`
writeFileSync('src/twice.ts', wrong)
writeFileSync('src/attack.ts', `export const through: boolean = ${through}\n`)
