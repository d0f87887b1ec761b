import { describe, expect, it } from 'vitest'
import { readWorkspace } from '../../src/read/workspace.ts'
import { edited, workspaceOf } from './example.ts'

const digests = (files: Parameters<typeof workspaceOf>[0] = {}) => readWorkspace(workspaceOf(files)).specs[0]!.digests
const before = digests()

describe('what is informative changes no digest', () => {
  it.each([
    ['a rationale', 'Boxes are small.', 'Boxes are tiny.'],
    ['an owner', '"@box"', '"@crate"'],
    ['the version', 'version: 0.1.0', 'version: 0.2.0'],
    ['prose between clauses', '## Operations\n', '## Operations\n\nA note.\n'],
    ['white space in a clause', 'MUST keep the entry', 'MUST keep\nthe   entry'],
    ['a comment in a clause', 'keep the entry', 'keep <!-- always --> the entry'],
  ])('%s', (_, passage, replacement) => {
    expect(digests(edited([passage, replacement]))).toEqual(before)
  })
})

describe('what is promised changes the digest of the document', () => {
  it.each([
    ['a parameter', '| 16 |', '| 17 |'],
    ['an edge', 'depends: []', 'depends: [x]'],
    ['a runtime', '[node, browser]', '[node]'],
    ['an error row', '| fix |', '| retry |'],
    ['a budget', '| 6 × |', '| 7 × |'],
    ['the surface', 'entry: Uint8Array', 'entry: string'],
  ])('%s', (_, passage, replacement) => {
    const after = digests(edited([passage, replacement]))
    expect(after.normative).not.toBe(before.normative)
    expect(after.clauses).toEqual(before.clauses)
  })

  it('a clause changes its own digest and no other', () => {
    const after = digests(edited(['keep the entry', 'keep every entry']))
    expect(after.normative).not.toBe(before.normative)
    expect(Object.keys(after.clauses).filter((id) => after.clauses[id] !== before.clauses[id])).toEqual(['BOX-002'])
  })

  it('a list and a fence that follow a clause belong to it', () => {
    const after = digests(edited(['MUST keep the entry.', 'MUST keep the entry.\n\n- always\n\n```\nput  x\n```']))
    expect(Object.keys(after.clauses).filter((id) => after.clauses[id] !== before.clauses[id])).toEqual(['BOX-002'])
  })
})
