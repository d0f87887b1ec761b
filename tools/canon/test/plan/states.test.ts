import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { treeOf } from '../../src/base/tree.ts'
import type { Evidence } from '../../src/model/evidence.ts'
import type { Lock } from '../../src/model/lock.ts'
import type { PackageState } from '../../src/model/plan.ts'
import type { Spec } from '../../src/model/spec.ts'
import { factsOf } from '../../src/pipeline/packages.ts'
import { type PackageFacts, planStates } from '../../src/plan/states.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { makeRepository, PAIR, type Repository, UNIT } from '../render/fixture.ts'

let repository: Repository
beforeEach(async () => {
  repository = makeRepository()
  await repository.adopt('unit', UNIT)
  await repository.adopt('pair', PAIR)
})
afterEach(() => repository.remove())

function states(): Record<string, PackageState> {
  const workspace = readWorkspace(repository.host)
  const planned = planStates({ specs: workspace.specs, packages: factsOf(repository.host, workspace, workspace.specs) })
  return Object.fromEntries(planned.map((state) => [state.name, state]))
}
const edit = (path: string, from: string, to: string) => {
  const text = repository.read(path)
  expect(text).toContain(from)
  repository.write(path, text.replace(from, to))
}
const both = () => [states().unit!.state, states().pair!.state]

describe('the state of a package', () => {
  it('is fresh after it was recorded, and stays so when only informative text changes', () => {
    expect(both()).toEqual(['fresh', 'fresh'])
    edit('specs/unit/spec.md', 'Small numbers suffice.', 'Large numbers were not asked for.')
    edit('specs/unit/spec.md', 'version: 0.1.0', 'version: 0.1.1')
    expect(both()).toEqual(['fresh', 'fresh'])
  })

  it('is unrendered without a package', () => {
    repository.host.remove(`${repository.root}/packages/pair`)
    expect(states().pair).toMatchObject({ state: 'unrendered', fix: 'canon render pair' })
    expect(states().unit!.state).toBe('fresh')
  })

  it('is hand-edited when one byte, one file or the lock is not as recorded', () => {
    repository.write('packages/unit/src/index.ts', `${UNIT} `)
    expect(states().unit).toMatchObject({ state: 'hand-edited', fix: 'canon restore unit', changed: ['src/index.ts'] })
    repository.write('packages/unit/src/index.ts', UNIT)
    expect(states().unit!.state).toBe('fresh')
    repository.write('packages/unit/src/more.ts', '')
    expect(states().unit).toMatchObject({ state: 'hand-edited', changed: ['src/more.ts'] })
    repository.host.remove(`${repository.root}/packages/unit/src/more.ts`)
    repository.host.remove(`${repository.root}/packages/unit/canon.lock.json`)
    expect(states().unit!.state).toBe('hand-edited')
  })

  it('is hand-edited when the files of the lock do not make its digest', () => {
    const path = 'packages/unit/canon.lock.json'
    const lock = JSON.parse(repository.read(path)) as Lock
    repository.write('packages/unit/src/index.ts', 'export {}\n')
    const forged = treeOf({ 'src/index.ts': new TextEncoder().encode('export {}\n') }).files['src/index.ts']!
    repository.write(
      path,
      JSON.stringify({ ...lock, tree: { ...lock.tree, files: { ...lock.tree.files, 'src/index.ts': forged } } }),
    )
    expect(states().unit).toMatchObject({ state: 'hand-edited', changed: ['canon.lock.json'] })
  })

  it('is spec-ahead by the id of the clause that changed; its consumer is dependency-ahead', () => {
    edit('specs/unit/spec.md', 'a number after its', 'one more than its')
    expect(states().unit).toMatchObject({ state: 'spec-ahead', fix: 'canon render unit', changed: ['UNI-001'] })
    expect(states().pair).toMatchObject({ state: 'dependency-ahead', fix: 'canon render pair', changed: ['unit'] })
  })

  it('is spec-ahead for that package only when nothing depends on it', () => {
    edit('specs/pair/spec.md', 'a number after its', 'two more than its')
    expect(both()).toEqual(['fresh', 'spec-ahead'])
  })

  it('is spec-ahead for a surface, a vector and a parameter too', () => {
    edit('specs/pair/vectors/next/001-after-two.json', '[2]', '[3]')
    expect(states().pair!.changed).toEqual([expect.stringContaining('001-after-two')])
    edit('specs/pair/vectors/next/001-after-two.json', '[3]', '[2]')
    edit('specs/pair/spec.md', 'next(n: number)', 'next(n: number | bigint)')
    expect(states().pair).toMatchObject({ state: 'spec-ahead', changed: ['surface'] })
    edit('specs/pair/spec.md', 'next(n: number | bigint)', 'next(n: number)')
    edit('specs/pair/spec.md', '| 10 |', '| 11 |')
    expect(states().pair).toMatchObject({ state: 'spec-ahead', changed: ['parameters and terms'] })
  })

  it('is evidence-stale for a consumer whose provider has another implementation of the same promises', async () => {
    await repository.adopt('unit', UNIT.replace('n > 10', 'n >= 11'))
    expect(states().unit!.state).toBe('fresh')
    expect(states().pair).toMatchObject({ state: 'evidence-stale', fix: 'canon gate pair' })
  })

  it('is contract-ahead for the provider when a consumer changes its contract', () => {
    edit('specs/pair/contracts/unit.contract.ts', 'fc.nat(9)', 'fc.nat(8)')
    expect(states().unit).toMatchObject({
      state: 'contract-ahead',
      fix: 'canon gate unit',
      changed: ['specs/pair/contracts/unit.contract.ts'],
    })
    expect(states().pair!.state).toBe('fresh')
  })

  it('is evidence-stale in a clone, whatever the verdict in the lock says', () => {
    repository.host.remove(`${repository.root}/.canon/evidence`)
    edit('packages/unit/canon.lock.json', '"ok": true', '"ok":  true')
    expect(states().unit).toMatchObject({ state: 'evidence-stale', fix: 'canon gate unit' })
  })
})

describe('evidence of this checkout', () => {
  const evidenceThat = (facts: PackageFacts, ok: boolean): Evidence => ({
    ...facts.evidence!,
    key: facts.evidenceKey,
    verdict: { ...facts.evidence!.verdict, ok },
  })
  const planned = (spec: Spec, facts: PackageFacts) =>
    planStates({ specs: readWorkspace(repository.host).specs, packages: { unit: facts } }).find(({ name }) => name === spec.name)!

  it('settles a changed contract when it is green, and calls for a rendering when it is red', () => {
    edit('specs/pair/contracts/unit.contract.ts', 'fc.nat(9)', 'fc.nat(8)')
    const workspace = readWorkspace(repository.host)
    const spec = workspace.specs.find(({ name }) => name === 'unit')!
    const facts = factsOf(repository.host, workspace, [spec]).unit!
    expect(planned(spec, { ...facts, evidence: evidenceThat(facts, true) }).state).toBe('fresh')
    expect(planned(spec, { ...facts, evidence: evidenceThat(facts, false) })).toMatchObject({
      state: 'contract-ahead',
      fix: 'canon render unit',
    })
  })

  it('never makes an edited package or an older document fresh', () => {
    edit('specs/unit/spec.md', 'a number after its', 'one more than its')
    const workspace = readWorkspace(repository.host)
    const spec = workspace.specs.find(({ name }) => name === 'unit')!
    const facts = factsOf(repository.host, workspace, [spec]).unit!
    expect(planned(spec, { ...facts, evidence: evidenceThat(facts, true) }).state).toBe('spec-ahead')
    const edited = { ...facts, tree: treeOf({}), evidence: evidenceThat(facts, true) }
    expect(planned(spec, edited).state).toBe('hand-edited')
  })
})
