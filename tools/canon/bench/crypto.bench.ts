import { probeIsolation } from '../src/gate/sandbox/probe.ts'
import type { Host } from '../src/host/host.ts'
import { nodeHost } from '../src/host/node.ts'
import { readWorkspace } from '../src/read/workspace.ts'
import { ROUNDS, type Sides, timeRatios } from './budget-rounds.ts'
import { type LineId, line } from './lines.ts'
import { type BenchResult, judge } from './measure.ts'
import { openSharedSides, openSides, packagesOf } from './sides.ts'

const root = new URL('../../../', import.meta.url).pathname
const module = 'specs/crypto/measured/lines.ts'

/** What is asked of crypto beside its budgets, measured as these are. */
export async function run(host: Host = nodeHost(root), rounds = ROUNDS): Promise<readonly BenchResult[]> {
  const workspace = readWorkspace(host)
  const spec = workspace.specs.find(({ name }) => name === 'crypto')
  const packages = spec && packagesOf(host, workspace, spec)
  if (spec === undefined || packages === undefined) throw new Error('there is no package crypto')
  const request = { workspace, spec, isolation: await probeIsolation(host), packages, module }
  return [
    await measured('xwing-native-floor', FLOOR, () => openSides(host, request), rounds),
    await measured('exchange-aes', AES, () => openSides(host, request), rounds),
    await measured('exchange-floor', `${AES}; measured with SHA-256, bare`, () => openSides(host, request), rounds),
    await measured('weights-two-cores', TWO_CORES, () => openSharedSides(host, request, 2), MORE_ROUNDS * rounds),
  ]
}

const FLOOR = 'X25519, ML-KEM-768, HKDF and AES-256-GCM of node:crypto called bare, 50 times'
const AES = 'AES-256-GCM of node:crypto, 1,024 chunks of 16 KiB sealed and opened'
/** Twice the processes are held up more often; more rounds make up for it. */
const MORE_ROUNDS = 3
/** The isolation grants no threads; chunks share nothing, so that processes show the same. */
const TWO_CORES = 'AES-256-GCM of node:crypto, 128 chunks of 1 MiB, each side in two processes'

async function measured(id: LineId, against: string, open: () => Promise<Sides>, rounds: number): Promise<BenchResult> {
  try {
    const sides = await open()
    try {
      return judge({ ...line(id), against }, await timeRatios(id, sides, rounds))
    } finally {
      sides.subject.close()
      sides.peer.close()
    }
  } catch (error) {
    return { id, against, skipped: error instanceof Error ? error.message : 'the measurement threw', required: true }
  }
}
