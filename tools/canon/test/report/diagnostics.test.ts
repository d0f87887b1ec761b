import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { forge } from '../../src/report/forge.ts'
import { junit } from '../../src/report/junit.ts'
import { sarif } from '../../src/report/sarif.ts'
import { styleOf } from '../../src/report/style.ts'

const fault: Diagnostic = {
  code: 'CLAUSE_DUPLICATE',
  severity: 'error',
  message: 'LOG-001 stands twice',
  place: { file: 'specs/log/spec.md', line: 12, column: 3 },
  clause: 'LOG-001',
  expected: 'an id of its own',
  fix: 'give it the next id',
}
const remark: Diagnostic = { code: 'PACKAGE_STRAY', severity: 'warning', message: 'no document' }

describe('diagnostics as text', () => {
  const plain = diagnosticsText([fault, remark], styleOf(false))

  it('show place, code, clause, message, what was expected and the fix', () => {
    expect(plain).toContain('specs/log/spec.md:12:3 CLAUSE_DUPLICATE LOG-001 LOG-001 stands twice')
    expect(plain).toContain('expected: an id of its own')
    expect(plain).toContain('fix: give it the next id')
  })

  it('are counted by severity', () => {
    expect(plain.split('\n').at(-1)).toBe('1 error, 1 warning')
  })

  it('are coloured only when asked for', () => {
    const introducer = String.fromCharCode(27)
    expect(plain).not.toContain(introducer)
    expect(diagnosticsText([fault], styleOf(true))).toContain(introducer)
  })

  it('let no control or bidi character of a document reach the terminal', () => {
    const hostile = diagnosticsText([{ ...fault, message: 'a\u001b[2Jb\u202ec\u0085' }], styleOf(false))
    expect(hostile).toContain('a\\u{1b}[2Jb\\u{202e}c\\u{85}')
  })

  it('of nothing are nothing', () => {
    expect(diagnosticsText([], styleOf(false))).toBe('')
  })
})

describe('SARIF', () => {
  const entry = { severity: 'error', title: 'Twice.', why: 'Ids are unique.', fix: 'Renumber.' } as const
  const log = JSON.parse(sarif([fault, remark], { CLAUSE_DUPLICATE: entry }, '1.2.3'))

  it('is version 2.1.0 with a rule per code, taken from the catalogue', () => {
    expect(log.version).toBe('2.1.0')
    expect(log.runs[0].tool.driver).toMatchObject({ name: 'canon', version: '1.2.3' })
    expect(log.runs[0].tool.driver.rules).toEqual([
      expect.objectContaining({ id: 'CLAUSE_DUPLICATE', shortDescription: { text: 'Twice.' } }),
      { id: 'PACKAGE_STRAY' },
    ])
  })

  it('has each result at its place, with the index of its rule', () => {
    const [first, second] = log.runs[0].results
    expect(first).toMatchObject({ ruleId: 'CLAUSE_DUPLICATE', ruleIndex: 0, level: 'error' })
    expect(first.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'specs/log/spec.md', uriBaseId: 'ROOT' },
      region: { startLine: 12, startColumn: 3 },
    })
    expect(second).toMatchObject({ ruleIndex: 1, level: 'warning' })
    expect(second.locations).toBeUndefined()
  })
})

describe('annotations of a forge', () => {
  it('stand on one line each, with place and title', () => {
    const [first, second, rest] = forge([fault, { ...remark, message: 'a\nb: 100%' }]).split('\n')
    expect(first).toMatch(/^::error file=specs\/log\/spec\.md,line=12,col=3,title=CLAUSE_DUPLICATE::LOG-001 stands twice%0A/)
    expect(second).toBe('::warning title=PACKAGE_STRAY::a%0Ab: 100%25')
    expect(rest).toBe('')
  })
})

describe('JUnit', () => {
  it('has a failure per error and leaves warnings out', () => {
    const xml = junit('check', [fault, remark], [])
    expect(xml).toContain('<testsuites name="canon" tests="1" failures="1" skipped="0">')
    expect(xml).toContain('name="CLAUSE_DUPLICATE specs/log/spec.md:12:3"')
  })

  it('has one passing case where there is no error', () => {
    expect(junit('check', [remark], [])).toContain('tests="1" failures="0"')
  })

  it('escapes what XML cannot hold', () => {
    const xml = junit('check', [{ ...fault, message: '<a & "b">\u0000\ud800' }], [])
    expect(xml).toContain('&lt;a &amp; &quot;b&quot;&gt;\ufffd\ufffd')
  })
})
