import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { line, lines, missingLines, suites } from '../../bench/lines.ts'
import { nodeHost } from '../../src/host/node.ts'
import { readWorkspace } from '../../src/read/workspace.ts'

const root = new URL('../../../../', import.meta.url).pathname
const row = /^\| .+ \| (?:(?<sign>[≤≥]) (?<bound>[\d.]+) ×|none) +\| `(?<id>[a-z-]+)` +\| `(?<suite>[a-z]+)` +\|$/gmu

describe('docs/speed.md', () => {
  it('states every bound of the bench, and no other', () => {
    const page = readFileSync(join(root, 'docs', 'speed.md'), 'utf8')
    const stated = [...page.matchAll(row)].map(({ groups }) => [
      groups!.id,
      {
        suite: groups!.suite,
        bound: groups!.bound === undefined ? null : Number(groups!.bound),
        direction: groups!.sign === '≥' ? 'atLeast' : 'atMost',
      },
    ])
    const known = (Object.keys(lines) as (keyof typeof lines)[]).map((id) => {
      const { bound, direction = 'atMost' } = line(id)
      return [id, { suite: lines[id].suite, bound, direction }]
    })
    expect(known.length).toBeGreaterThan(0)
    expect(stated).toEqual(known)
  })
})

describe('the bench', () => {
  it('names the lines of a suite that were not measured', () => {
    expect(missingLines('gate', ['law-simple', 'law-error', 'child-start', 'surface-check'])).toEqual(['law-stateful'])
    expect(missingLines('strength', ['strength-rate'])).toEqual([])
    expect(suites).toContain('budgets')
  })

  it('measures every budget of every document here', () => {
    const { specs } = readWorkspace(nodeHost(root))
    const budgets = specs.flatMap((spec) => spec.budgets.map(({ id }) => id))
    const measured = specs.flatMap((spec) => spec.measurements?.budgets.map(({ id }) => id) ?? [])
    expect(budgets.length).toBeGreaterThan(0)
    expect(measured.toSorted()).toEqual(budgets.toSorted())
    expect(existsSync(join(root, 'tools', 'canon', 'bench', 'budgets.bench.ts'))).toBe(true)
  })
})
