import { type Count, total } from './count.ts'
import { steps } from './test-steps.ts'

// `npm test [-- step …]`: every step runs, whatever the ones before it found; the last line is the count.
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  process.stderr.write(`no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}\n`)
  process.exitCode = 2
} else {
  const counts: Count[] = []
  for (const step of steps) {
    if (asked.length > 0 && !asked.includes(step.name)) continue
    const started = performance.now()
    const count = await step.run().catch((error: unknown) => broken(error))
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const skipped = count.skipped.length === 0 ? '' : `, ${count.skipped.length} skipped`
    console.log(
      `${step.name}: ${count.failed > 0 ? `${count.failed} failed` : 'passed'}, ${count.passed} passed${skipped}, ${seconds} s`,
    )
    if (count.failed > 0) console.log(tail(count.output))
    counts.push(count)
  }
  const { passed, failed, skipped } = total(counts)
  for (const name of skipped) console.log(`skipped: ${name}`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
}

function broken(error: unknown): Count {
  return { passed: 0, failed: 1, skipped: [], output: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

/** The end of what a step printed, where its fault usually stands. */
function tail(output: string): string {
  const text = output.trimEnd()
  return text.length <= 20_000 ? text : `…\n${text.slice(-20_000)}`
}
