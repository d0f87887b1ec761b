import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { canonScript, node, root, scriptOf } from './command.ts'

// `npm run gate [-- name …]`: turbo runs the gate of each package whose files changed; the mark keeps its answers to this checkout.
const HOW = ['--ui=stream', '--continue', '--concurrency=1']
const TURBO = scriptOf('turbo', 'turbo')
// turbo looks for the package manager on PATH, which npx can put there.
const PNPM_HERE = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'pnpm')))
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string }
const WITH_PNPM = ['--yes', '-p', packageManager, 'node', TURBO]
const names = process.argv.slice(2)
const { stdout, stderr } = await node([canonScript, 'turbo', '--check', '--json'])
const { ok, data, diagnostics } = JSON.parse(stdout) as {
  ok: boolean
  data: { mark: string; tasks: readonly { name: string }[] } | null
  diagnostics: readonly { code: string; message: string; fix?: string }[]
}
if (!ok || data === null) {
  for (const { code, message, fix } of diagnostics) console.error(`${code} ${message} ${fix ?? ''}`)
  console.error(stderr)
  process.exitCode = 1
} else {
  const tasks = (names.length > 0 ? names : data.tasks.map(({ name }) => name)).map((name) => `//#gate:${name}`)
  const { status } = spawnSync(
    PNPM_HERE ? process.execPath : 'npx',
    [...(PNPM_HERE ? [TURBO] : WITH_PNPM), 'run', ...tasks, ...HOW],
    {
      cwd: root,
      env: { ...process.env, CANON_GATE_MARK: data.mark, TURBO_TELEMETRY_DISABLED: '1' },
      stdio: 'inherit',
    },
  )
  process.exitCode = status ?? 1
}
