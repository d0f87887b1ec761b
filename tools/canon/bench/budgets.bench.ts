import { probeIsolation } from '../src/gate/sandbox/probe.ts'
import type { Host } from '../src/host/host.ts'
import { nodeHost } from '../src/host/node.ts'
import type { Budget, Spec } from '../src/model/spec.ts'
import type { Workspace } from '../src/model/workspace.ts'
import { readWorkspace } from '../src/read/workspace.ts'
import { memoryRatios, ROUNDS, type Sides, timeRatios } from './budget-rounds.ts'
import { type BenchResult, judge } from './measure.ts'
import { openSides, packagesOf } from './sides.ts'

const root = new URL('../../../', import.meta.url).pathname

/** Every line of every document's Budgets table; one that cannot be measured is red by its name. */
export async function run(host: Host = nodeHost(root), rounds = ROUNDS): Promise<readonly BenchResult[]> {
  const workspace = readWorkspace(host)
  const results: BenchResult[] = []
  for (const spec of workspace.specs) {
    if (spec.frontMatter.status === 'retired' || spec.budgets.length === 0) continue
    results.push(...(await measureSpec(host, workspace, spec, rounds)))
  }
  return results
}

async function measureSpec(host: Host, workspace: Workspace, spec: Spec, rounds: number): Promise<BenchResult[]> {
  const measured = new Set(spec.measurements?.budgets.map(({ id }) => id))
  const without = spec.budgets.filter(({ id }) => !measured.has(id))
  const results = without.map((budget) => unmeasured(budget, 'budget not measured'))
  if (without.length === spec.budgets.length) return results
  const packages = packagesOf(host, workspace, spec)
  const isolation = await probeIsolation(host)
  const open = () => openSides(host, { workspace, spec, isolation, packages })
  for (const budget of spec.budgets)
    if (!without.includes(budget))
      results.push(packages === undefined ? unmeasured(budget, 'there is no package') : await measureBudget(budget, open, rounds))
  return results
}

/** Processes of its own for each budget, so that none meets what another has left. */
async function measureBudget(budget: Budget, open: () => Promise<Sides>, rounds: number): Promise<BenchResult> {
  const { id, ratio: bound, against, measure } = budget
  if (bound === undefined) return unmeasured(budget, 'its bound is no ratio')
  try {
    if (measure === 'memory') return judge({ id, bound, against }, await memoryRatios(id, open, rounds))
    const sides = await open()
    try {
      return judge({ id, bound, against }, await timeRatios(id, sides, rounds))
    } finally {
      sides.subject.close()
      sides.peer.close()
    }
  } catch (error) {
    return unmeasured(budget, error instanceof Error ? error.message : 'the measurement threw')
  }
}

const unmeasured = ({ id, against }: Budget, why: string): BenchResult => ({ id, against, skipped: why, required: true })
