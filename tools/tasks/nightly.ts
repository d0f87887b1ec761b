import { join } from 'node:path'
import { canonScript, node } from './command.ts'

// What takes minutes: the tests, laws with seeds that no run has seen, and the benchmarks. All three run; any red is red.
const tasks: readonly (readonly string[])[] = [
  [join(import.meta.dirname, 'test.ts')],
  [canonScript, 'gate', '--explore'],
  [join(import.meta.dirname, 'bench.ts')],
]

for (const task of tasks) {
  const { status } = await node(task, { show: true, limitMs: 3_600_000 })
  if (status !== 0) process.exitCode ??= status
}
