import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { missingLines, suites } from '../canon/bench/lines.ts'
import type { BenchResult } from '../canon/bench/measure.ts'
import { envelope } from '../canon/src/report/envelope.ts'
import { nearest } from '../canon/src/report/nearest.ts'
import { styleOf } from '../canon/src/report/style.ts'
import { table } from '../canon/src/report/table.ts'
import { root } from './command.ts'

interface Suite {
  run(): Promise<readonly BenchResult[]>
}

/** Of a bound that no suite measures. */
const NOT_MEASURED = 'its suite does not measure it'

// `pnpm bench [name …] [--json]`: ratios measured in this run; red only where an interval lies wholly beyond its bound.
const typed = process.argv.slice(2)
const json = typed.includes('--json')
const names = typed.filter((word) => word !== '--json' && word !== '--')
const folder = join(root, 'tools', 'canon', 'bench')
const unknown = names.find((name) => !suites.includes(name))

if (unknown !== undefined) {
  const meant = nearest(unknown, suites)
  console.error(`no suite "${unknown}"; ${meant === undefined ? `there are ${suites.join(', ')}` : `did you mean ${meant}?`}`)
  process.exitCode = 2
} else {
  const results: BenchResult[] = []
  for (const name of names.length > 0 ? names : suites) {
    console.error(`measuring ${name}`)
    const file = join(folder, `${name}.bench.ts`)
    const { found, why } = await runSuite(file)
    const ids = found.map(({ id }) => id)
    results.push(...found, ...missingLines(name, ids).map((id) => ({ id, against: name, skipped: why, required: true })))
  }
  const measured = results.filter((result) => 'ratio' in result)
  const red = results.some((result) => ('ratio' in result ? !result.ok : result.required))
  const ok = measured.length > 0 && !red
  process.stdout.write(json ? envelope('bench', ok, [], { results: results.map(plain) }) : `${text(results)}\n`)
  process.exitCode = red ? 1 : ok ? 0 : 4
}

/** One suite that throws is red by its lines, and keeps no other from being measured. */
async function runSuite(file: string): Promise<{ readonly found: readonly BenchResult[]; readonly why: string }> {
  try {
    return { found: existsSync(file) ? await ((await import(pathToFileURL(file).href)) as Suite).run() : [], why: NOT_MEASURED }
  } catch (error) {
    return { found: [], why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'its suite threw' }
  }
}

/** A line that was not measured has the members of the others, empty, so that a reader of JSON needs no second shape. */
function plain(result: BenchResult) {
  if ('ratio' in result) return result
  const { id, against, skipped, required } = result
  return {
    id,
    ratio: null,
    interval: null,
    bound: null,
    against,
    ok: required ? false : null,
    outcome: null,
    direction: null,
    skipped,
  }
}

function text(results: readonly BenchResult[]): string {
  const style = styleOf(process.stdout.isTTY === true && !process.env.NO_COLOR)
  const paint = { within: style.good, inconclusive: style.dim, beyond: style.bad }
  const rows = results.map((result) =>
    'ratio' in result
      ? [
          result.id,
          times(result.ratio),
          `${times(result.interval[0])} to ${times(result.interval[1])}`,
          result.bound === null ? 'none' : `${result.direction === 'atMost' ? '≤' : '≥'} ${times(result.bound)}`,
          result.outcome === null ? '' : paint[result.outcome](result.outcome),
          result.against,
        ]
      : [
          result.id,
          result.required ? style.bad('not measured') : style.dim('skipped'),
          '',
          '',
          '',
          `${result.against}: ${result.skipped}`,
        ],
  )
  const skipped = results.filter((result) => 'skipped' in result).length
  return `${table(['id', 'ratio', 'interval', 'bound', '', 'against'], rows, style)}\n\n${results.length - skipped} measured, ${skipped} not measured`
}

/** Three digits that count. */
function times(ratio: number): string {
  return `${Number(ratio.toPrecision(3))} ×`
}
