import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const REPOSITORY = join(import.meta.dirname, '..', '..', '..')

export interface StrengthCorpus {
  readonly root: string
  /** Argument vector of a run of Stryker; its report says what became of each mutant. */
  readonly stryker: readonly string[]
  readonly report: string
  remove(): void
}

/** crypto with the laws of reading alone, and the same laws in process in a file of Vitest's for Stryker. */
export function strengthCorpus(file: string, concurrency: number): StrengthCorpus {
  mkdirSync(join(REPOSITORY, '.canon'), { recursive: true })
  const root = mkdtempSync(join(REPOSITORY, '.canon', 'strength-bench-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  cpSync(join(REPOSITORY, 'specs', 'crypto'), join(root, 'specs', 'crypto'), { recursive: true })
  const parts = join(root, 'specs', 'crypto', 'contracts', 'crypto')
  for (const name of readdirSync(parts))
    if (name.endsWith('.laws.ts') && name !== 'canonical-reading.laws.ts') rmSync(join(parts, name))
  cpSync(join(REPOSITORY, 'specs', 'README.md'), join(root, 'specs', 'README.md'))
  cpSync(join(REPOSITORY, 'packages', 'crypto'), join(root, 'packages', 'crypto'), { recursive: true })
  rmSync(join(root, 'packages', 'crypto', 'node_modules'), { recursive: true, force: true })
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'))
  write('canon.json', '{"canon":1}')
  write('package.json', '{"type":"module","imports":{"#platform":"./packages/crypto/src/platform/node.ts"}}')
  write('specs/crypto/contracts/crypto.contract.ts', CONTRACT)
  write('laws.test.ts', VITEST)
  write('vitest.config.ts', "export default { test: { include: ['laws.test.ts'], watch: false } }\n")
  const require = createRequire(import.meta.url)
  write(
    'stryker.config.json',
    JSON.stringify({
      testRunner: 'vitest',
      plugins: [pathToFileURL(require.resolve('@stryker-mutator/vitest-runner')).href],
      mutate: [`packages/crypto/${file}`],
      ignorePatterns: ['node_modules'],
      inPlace: true,
      concurrency,
      coverageAnalysis: 'perTest',
      reporters: ['json'],
      jsonReporter: { fileName: 'report.json' },
      checkers: [],
      allowConsoleColors: false,
      logLevel: 'error',
      cleanTempDir: 'always',
      vitest: { configFile: 'vitest.config.ts' },
    }),
  )
  const bin = join(dirname(require.resolve('@stryker-mutator/core/package.json')), 'bin', 'stryker.js')
  return {
    root,
    stryker: [bin, 'run'],
    report: join(root, 'report.json'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

const CONTRACT = `import { contract } from '@canon/contract'
import { canonicalReadingLaws } from './crypto/canonical-reading.laws.ts'
export default contract<any>('crypto', canonicalReadingLaws)
`

/** The package's own errors become those of the pipe, so that the laws are the very same. */
const VITEST = `import { ProviderError } from '@canon/contract'
import fc from 'fast-check'
import { test } from 'vitest'
import * as crypto from './packages/crypto/src/index.ts'
import contract from './specs/crypto/contracts/crypto.contract.ts'

const crossed = (error) => new ProviderError({
  name: error.name, code: error.code, message: error.message, data: {},
  classes: error instanceof TypeError ? ['TypeError'] : ['CryptoError'],
})
const provider = Object.fromEntries(Object.entries(crypto).map(([name, value]) => [
  name,
  async (...args) => { try { return await value(...args) } catch (error) { throw crossed(error) } },
]))
contract.build({
  provider,
  law: (clauses, sentence, arbitraries, body, options = {}) =>
    test(sentence, () => fc.assert(fc.asyncProperty(...arbitraries, body), { seed: 7, numRuns: options.runs ?? 100, endOnFailure: true }), 60_000),
  cases: (clauses, sentence, rows, body) =>
    Array.isArray(rows) && test(sentence, async () => { for (const row of rows) await body(row) }, 60_000),
  field: () => undefined,
  fieldText: () => undefined,
  fieldBytes: () => undefined,
  fieldFolder: () => undefined,
})
`
