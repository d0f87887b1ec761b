import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gateDiagnostic } from '../../src/diagnostics/gate.ts'
import { feedback } from '../../src/generate/feedback.ts'
import type { Spec } from '../../src/model/spec.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { gateThat, makeRepository, type Repository, SECRETS } from '../render/fixture.ts'

let repository: Repository
let spec: Spec
let red: Verdict
beforeEach(async () => {
  repository = makeRepository()
  const workspace = readWorkspace(repository.host)
  spec = workspace.specs.find(({ name }) => name === 'unit')!
  red = await gateThat('fails')(repository.host, { workspace, name: 'unit', files: {}, isolation: 'full' })
})
afterEach(() => repository.remove())

const place = (file: string) => ({ file, line: 3, column: 5 })

describe('feedback', () => {
  it('says clause, text, counterexample, observed and expected', () => {
    const text = feedback(spec, red)
    expect(text).toContain('## UNI-001')
    expect(text).toContain('`next` MUST resolve to a number after its argument.')
    expect(text).toContain('[3,{"$hex":"00ff"}]')
    expect(text).toContain('- observed: 5')
    expect(text).toContain('- expected: 4')
  })

  it('never says a sentence, a consumer, a contract, a driver or a seed', () => {
    const contract = 'specs/pair/contracts/unit.contract.ts'
    const diagnostics = [
      gateDiagnostic('LAW_FAILED', `"${SECRETS.consumerSentence}" (pair) fails`, { place: place(contract) }),
      gateDiagnostic('CONTRACT_BROKEN', `${contract}: ${SECRETS.driverName}`, { place: place(contract) }),
      gateDiagnostic('VECTOR_FAILED', `as ${SECRETS.consumerSentence} says`, { place: place(contract) }),
      gateDiagnostic('CHILD_FAILED', 'the package ended', { place: place(contract) }),
    ]
    const text = feedback(spec, { ...red, diagnostics })
    for (const secret of [SECRETS.consumerSentence, SECRETS.driverName, String(SECRETS.seed), 'contract', 'pair', 'secret'])
      expect(text, secret).not.toContain(secret)
    expect(text).toContain('the package ended')
  })

  it('gives the smallest counterexample of a clause and the diagnostics of the other steps with their places', () => {
    const law = red.laws[0]!
    const larger = { ...law, counterexample: { ...law.counterexample!, values: [1111111111, 2222222222, 3333333333] } }
    const diagnostics = [gateDiagnostic('LAYOUT_IMPORT', 'import of "node:fs"', { place: place('packages/unit/src/deep/a.ts') })]
    const text = feedback(spec, { ...red, laws: [larger, law], diagnostics })
    expect(text).toContain('[3,{"$hex":"00ff"}]')
    expect(text).not.toContain('2222222222')
    expect(text).toContain('## LAYOUT_IMPORT at src/deep/a.ts:3:5')
    expect(text).not.toContain('packages/unit')
  })
})
