import { cpSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
const body = `
  const { writeFileSync } = require('node:fs')
  setInterval(() => {
    try { writeFileSync(process.argv[1], '') } catch {}
    try { writeFileSync('src/attack.ts', 'export const through: boolean = true') } catch {}
  }, 20)
`
spawn(process.execPath, ['-e', body, `${repository}/specs/bait/contracts/bait.contract.ts`], { detached: true, stdio: 'ignore' }).unref()
const through = false
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
