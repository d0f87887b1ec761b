import { contractsOn, promisesOf } from '../base/promises.ts'
import type { Lock, Rendering, Tree } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Workspace } from '../model/workspace.ts'

export interface LockParts {
  readonly tree: Tree
  readonly rendering: Rendering
  readonly verdict: Verdict
  /** The lock that this one replaces. */
  readonly previous?: Lock | undefined
}

/** The lock of a package that the gate accepted. Only a clean rendering moves `lastClean`. */
export function makeLock(workspace: Workspace, spec: Spec, parts: LockParts): Lock {
  const { normative, surface, types, clauses, vectors } = spec.digests
  const lastClean = parts.rendering.mode === 'clean' ? { at: parts.rendering.at, normative } : parts.previous?.lastClean
  return {
    canon: 1,
    name: spec.name,
    version: spec.frontMatter.version,
    spec: { normative, surface, types, clauses, vectors },
    contracts: contractsOn(workspace.specs, spec.name),
    dependencies: dependenciesOf(workspace, spec),
    rendering: parts.rendering,
    tree: parts.tree,
    verdict: lockedVerdict(parts.verdict),
    ...(lastClean === undefined ? {} : { lastClean }),
  }
}

export const lockText = (lock: Lock) => `${JSON.stringify(lock, null, 2)}\n`

function dependenciesOf(workspace: Workspace, spec: Spec): Lock['dependencies'] {
  const names = [...spec.frontMatter.depends].sort()
  const found = names.flatMap((name) => workspace.specs.filter((one) => one.name === name))
  return Object.fromEntries(found.map((one) => [one.name, promisesOf(one)]))
}

function lockedVerdict(verdict: Verdict): Lock['verdict'] {
  const steps = verdict.steps.flatMap(({ name, result }) =>
    result === 'passed' || result === 'unproved' ? [[name, result]] : [],
  )
  return {
    ok: verdict.ok,
    evidence: verdict.evidence,
    steps: Object.fromEntries(steps),
    laws: verdict.laws.length,
    runs: verdict.laws.reduce((sum, law) => sum + law.runs, 0),
    vectors: verdict.vectors,
    unproved: verdict.laws
      .filter((law) => law.result === 'unproved')
      .map((law) => `${law.clause}: ${law.missing ?? law.sentence}`),
  }
}
