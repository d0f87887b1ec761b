import { digestTree } from '../base/digest.ts'
import { contractsOn, promisesOf } from '../base/promises.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Lock, Tree } from '../model/lock.ts'
import type { PackageState, State } from '../model/plan.ts'
import type { Spec } from '../model/spec.ts'
import { changedKeys, changedSpec } from './changes.ts'

/** What was found of one package. */
export interface PackageFacts {
  readonly present: boolean
  readonly lock: Lock | undefined
  readonly tree: Tree | undefined
  /** What keeps the tree or the lock from being read. */
  readonly faults: readonly Diagnostic[]
  /** Evidence made in this checkout, whatever it judged. */
  readonly evidence: Evidence | undefined
  /** What evidence made now would be keyed by. */
  readonly evidenceKey: string
}

export interface PlanFacts {
  readonly specs: readonly Spec[]
  readonly packages: Readonly<Record<string, PackageFacts>>
}

type Finding = Omit<PackageState, 'name'>
type Rule = (spec: Spec, facts: PackageFacts, all: PlanFacts) => Finding | undefined

/** The state of each package. The verdict in a lock is never read: only evidence made in this checkout says that a package passed. */
export function planStates(all: PlanFacts): PackageState[] {
  return all.specs
    .filter((spec) => spec.frontMatter.status !== 'retired' || all.packages[spec.name]?.present === true)
    .map((spec) => {
      const facts = all.packages[spec.name] ?? ABSENT
      for (const rule of RULES) {
        const finding = rule(spec, facts, all)
        if (finding !== undefined) return { name: spec.name, ...finding }
      }
      return { name: spec.name, ...finding('fresh', 'lock, inputs and tree agree, and the gate passed here', '') }
    })
}

const ABSENT: PackageFacts = {
  present: false,
  lock: undefined,
  tree: undefined,
  faults: [],
  evidence: undefined,
  evidenceKey: '',
}

const unrendered: Rule = ({ name }, { present }) =>
  present ? undefined : finding('unrendered', 'there is no package yet', `canon render ${name}`)

const handEdited: Rule = ({ name }, { lock, tree, faults }) => {
  const fix = `canon restore ${name}`
  if (lock === undefined || tree === undefined || faults.length > 0)
    return finding('hand-edited', faults[0]?.message ?? 'the package cannot be read', fix)
  if (lock.name !== name) return finding('hand-edited', `the lock is that of "${lock.name}"`, fix)
  if (digestTree(lock.tree.files) !== lock.tree.digest)
    return finding('hand-edited', "the lock's tree does not match its own digest", fix, ['canon.lock.json'])
  const changed = changedKeys(lock.tree.files, tree.files)
  return changed.length === 0 ? undefined : finding('hand-edited', `${count(changed, 'file')} not as recorded`, fix, changed)
}

const specAhead: Rule = (spec, { lock }) => {
  const changed = changedSpec(spec, lock!)
  if (changed.length === 0) return undefined
  return finding('spec-ahead', `the document changed since: ${few(changed)}`, `canon render ${spec.name}`, changed)
}

const dependencyAhead: Rule = (spec, { lock }, { specs }) => {
  const now = new Map(specs.map((one) => [one.name, promisesOf(one)]))
  const names = [...new Set([...spec.frontMatter.depends, ...Object.keys(lock!.dependencies)])].sort()
  const changed = names.filter((name) => {
    const before = lock!.dependencies[name]
    const today = now.get(name)
    return before?.surface !== today?.surface || before?.clauses !== today?.clauses
  })
  if (changed.length === 0) return undefined
  return finding(
    'dependency-ahead',
    `what it builds on promises something else now: ${few(changed)}`,
    `canon render ${spec.name}`,
    changed,
  )
}

/** Evidence that judged today's contracts settles them, whichever way it went. */
const contractAhead: Rule = (spec, facts, { specs }) => {
  const changed = changedKeys(facts.lock!.contracts, contractsOn(specs, spec.name))
  const evidence = current(facts)
  if (changed.length === 0 || evidence?.verdict.ok === true) return undefined
  if (evidence === undefined)
    return finding('contract-ahead', `contracts changed since: ${few(changed)}`, `canon gate ${spec.name}`, changed)
  return finding('contract-ahead', `the package does not meet ${few(changed)}`, `canon render ${spec.name}`, changed)
}

const evidenceStale: Rule = ({ name }, facts) => {
  const evidence = current(facts)
  if (evidence?.verdict.ok === true) return undefined
  if (evidence !== undefined) return finding('evidence-stale', "the gate's verdict here is red", `canon render ${name}`)
  const reason = facts.evidence === undefined ? 'never judged in this checkout' : 'what was judged here has changed since'
  return finding('evidence-stale', reason, `canon gate ${name}`)
}

/** In order of precedence. */
const RULES: readonly Rule[] = [unrendered, handEdited, specAhead, dependencyAhead, contractAhead, evidenceStale]

const current = ({ evidence, evidenceKey }: PackageFacts) => (evidence?.key === evidenceKey ? evidence : undefined)

function finding(state: State, reason: string, fix: string, changed: readonly string[] = []): Finding {
  return { state, reason, fix, changed }
}

const count = (items: readonly string[], what: string) => `${items.length} ${what}${items.length === 1 ? ' is' : 's are'}`
const few = (items: readonly string[]) => items.slice(0, 5).join(', ') + (items.length > 5 ? ` and ${items.length - 5} more` : '')
