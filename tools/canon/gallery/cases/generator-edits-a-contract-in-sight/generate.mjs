import { cpSync, writeFileSync } from 'node:fs'

const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
writeFileSync(`${repository}/specs/bait/contracts/bait.contract.ts`, `import { contract, equal } from '@canon/contract'\nexport default contract('bait', ({ cases }) => cases('BAI-001', 'one is one', [1], async (n) => equal(n, 1)))\n`)
