import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import type { Host } from '../../host/host.ts'
import type { IsolationProbe } from '../../model/isolation.ts'
import { layStage } from '../stage.ts'
import { isolatedCommand } from './command.ts'

let known: Promise<IsolationProbe> | undefined

/** What holds on this machine, found by running a probe where a package would run; once a process. */
export function probeIsolation(host: Host): Promise<IsolationProbe> {
  known ??= probe(host)
  return known
}

async function probe(host: Host): Promise<IsolationProbe> {
  const stage = layStage(host, { packages: {}, libraries: [] })
  // Something real to reach for: a listener that must not be reached.
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const port = (server.address() as AddressInfo).port
    const found: string[] = []
    for (const mechanism of ['bubblewrap', 'unshare'] as const) {
      const gaps = await attempt(host, mechanism, stage, port)
      if (gaps.length === 0) return { level: 'full', mechanism, gaps: [] }
      found.push(...gaps.map((gap) => `${mechanism}: ${gap}`))
    }
    return { level: 'permission', mechanism: 'none', gaps: found }
  } finally {
    server.close()
    host.remove(stage)
  }
}

/** What stays open under one mechanism; empty when nothing does. */
export async function attempt(
  host: Host,
  mechanism: IsolationProbe['mechanism'],
  stage: string,
  port: number,
): Promise<string[]> {
  const command = isolatedCommand(mechanism, process.execPath, stage, 'host/child/probe.js')
  try {
    const result = await host.run([...command, String(process.pid), String(port)], { cwd: tmpdir(), env: {}, timeoutMs: 10_000 })
    if (result.status !== 0) return [`does not start (${firstLine(result.stderr) || `status ${result.status}`})`]
    return (JSON.parse(result.stdout) as { gaps: string[] }).gaps
  } catch (error) {
    return [`does not start (${error instanceof Error ? firstLine(error.message) : 'unknown'})`]
  }
}

const firstLine = (text: string) => text.trim().split('\n')[0]!.slice(0, 200)
