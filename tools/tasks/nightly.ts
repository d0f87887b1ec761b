import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { canonScript, node, root } from './command.ts'

const packages = join(root, 'packages')
const names = existsSync(packages) ? readdirSync(packages).filter((name) => existsSync(join(packages, name, 'src'))) : []

// What takes minutes: the tests, laws with seeds that no run has seen, what the laws of each package notice, and the benchmarks.
// All run; any red is red.
const tasks: readonly (readonly string[])[] = [
  [join(import.meta.dirname, 'test.ts')],
  [canonScript, 'gate', '--explore'],
  ...names.map((name) => [canonScript, 'strength', name]),
  [join(import.meta.dirname, 'bench.ts')],
]

for (const task of tasks) {
  const { status } = await node(task, { show: true, limitMs: 3_600_000 })
  if (status !== 0) process.exitCode ??= status
}
