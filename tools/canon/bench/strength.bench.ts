import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { nodeHost } from '../src/host/node.ts'
import { readWorkspace } from '../src/read/workspace.ts'
import { readPackage } from '../src/record/read-package.ts'
import { measureStrength } from '../src/strength/strength.ts'
import { line } from './lines.ts'
import { type BenchResult, compare } from './measure.ts'
import { strengthCorpus } from './strength-corpus.ts'

const REPOSITORY = new URL('../../../', import.meta.url).pathname
const CONCURRENCY = 2
const execute = promisify(execFile)

/** All mutants of one file under the same laws, from nothing to the report: Stryker's runner in process, ours through the pipe. */
export async function run(): Promise<readonly BenchResult[]> {
  const file = largestReader()
  const corpus = strengthCorpus(file, CONCURRENCY)
  try {
    let theirs = 0
    let ours = 0
    const measured = await compare({
      ...line('strength-rate'),
      against: `mutants a second of Stryker's own vitest runner, ${file} of crypto, concurrency ${CONCURRENCY}`,
      rounds: 6,
      warmUp: 0,
      subject: async () => {
        await execute(process.execPath, [...corpus.stryker], { cwd: corpus.root, timeout: 300_000 })
        theirs = countReported(corpus.report)
      },
      peer: async () => {
        ours = await countJudged(corpus.root, file)
      },
    })
    if (ours === 0 || theirs === 0 || ours !== theirs) throw new Error(`${ours} mutants are not the ${theirs} of Stryker`)
    return [measured]
  } finally {
    corpus.remove()
  }
}

/** The laws are those of reading JSON; which files read it is the rendering's affair, and the largest has the most to change. */
function largestReader(): string {
  const host = nodeHost(REPOSITORY)
  const { files } = readPackage(host, readWorkspace(host).config, 'crypto')
  const readers = Object.entries(files).filter(([path]) => /^src\/.*(json|read|parse).*\.ts$/.test(path) && /json/i.test(path))
  const largest = readers.sort(([, a], [, b]) => b.length - a.length)[0]
  if (largest === undefined) throw new Error('no file of crypto is named after JSON')
  return largest[0]
}

function countReported(path: string): number {
  const report = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, { mutants: readonly { status: string }[] }> }
  return Object.values(report.files)
    .flatMap(({ mutants }) => mutants)
    .filter(({ status }) => ['Killed', 'Survived', 'Timeout', 'NoCoverage'].includes(status)).length
}

async function countJudged(root: string, file: string): Promise<number> {
  const host = nodeHost(root)
  const workspace = readWorkspace(host)
  const { strength, diagnostics } = await measureStrength(host, {
    workspace,
    name: 'crypto',
    files: readPackage(host, workspace.config, 'crypto').files,
    file,
    cache: false,
    since: false,
    matrix: false,
    verify: false,
    shards: CONCURRENCY,
    onProgress: () => {},
  })
  if (strength === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '))
  return strength.mutants.total
}
