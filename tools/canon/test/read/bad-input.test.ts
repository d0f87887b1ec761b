import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { body, edited, frontMatter, workspaceOf } from './example.ts'

type Files = Parameters<typeof workspaceOf>[0]
const codes = (files: Files) => [...new Set(check(readWorkspace(workspaceOf(files))).map(({ code }) => code))]
const clauses = (files: Files) => readWorkspace(workspaceOf(files)).specs[0]?.clauses.map(({ id }) => id)
const document = (text: string | Uint8Array) => ({ 'specs/box/spec.md': text })

describe('a document that cannot be trusted', () => {
  it('is read without a fault when it has none', () => {
    expect(check(readWorkspace(workspaceOf()))).toEqual([])
    expect(clauses({})).toEqual(['BOX-001', 'BOX-002'])
  })

  it('is refused when it is not UTF-8', () => {
    const bytes = new TextEncoder().encode(frontMatter + body)
    bytes[bytes.length - 3] = 0xff
    expect(codes(document(bytes))).toEqual(['FILE_NOT_UTF8'])
  })

  it('is refused when it begins with a byte order mark', () => {
    expect(codes(document(`\uFEFF${frontMatter}${body}`))).toEqual(['FILE_HAS_BOM'])
  })

  it('means the same with CRLF as with LF, and other ends of line do not', () => {
    const crlf = readWorkspace(workspaceOf(document((frontMatter + body).replaceAll('\n', '\r\n'))))
    const lf = readWorkspace(workspaceOf())
    expect(check(crlf)).toEqual([])
    expect(crlf.specs[0]?.digests).toEqual(lf.specs[0]?.digests)
    const cr = readWorkspace(workspaceOf(document((frontMatter + body).replaceAll('\n', '\r'))))
    expect(cr.diagnostics.map(({ code }) => code)).toContain('FRONT_MATTER_MISSING')
  })

  it('is refused at 10 MB, without being read', () => {
    const host = workspaceOf(document('x'.repeat(10 * 1024 * 1024)))
    const limits: number[] = []
    const watched = {
      ...host,
      read: (path: string, maxBytes = Number.POSITIVE_INFINITY) => {
        if (path.endsWith('box/spec.md')) limits.push(maxBytes)
        return host.read(path, maxBytes)
      },
    }
    expect(readWorkspace(watched).diagnostics.map(({ code }) => code)).toEqual(['FILE_TOO_LARGE'])
    expect(limits).toEqual([1024 * 1024])
  })

  it('is warned about over 500 lines, and not at 500', () => {
    const lines = (frontMatter + body).split('\n').length - 1
    expect(codes(document(frontMatter + body + 'x\n\n'.repeat(250)))).toEqual(['DOCUMENT_TOO_LONG'])
    expect(codes(document(frontMatter + body + '\n'.repeat(500 - lines)))).toEqual([])
  })

  it('loses nothing silently to an unclosed fence', () => {
    const found = check(readWorkspace(workspaceOf(edited(['## Operations', '```\n## Operations']))))
    expect(found.map(({ code, place }) => [code, place?.line])).toContainEqual(['FENCE_UNCLOSED', 31])
  })

  it.each([
    ['a list', '- item\n\n  ```ts surface\n  export const hidden: number\n  ```\n'],
    ['a list item itself', '- ```ts surface\n  export const hidden: number\n  ```\n'],
    ['a quote', '> ```ts surface\n> export const hidden: number\n> ```\n'],
  ])('does not take a fence in %s for its own, and says so once', (_, fence) => {
    const files = edited(['## Rationale\n', `## Rationale\n\n${fence}`])
    expect(check(readWorkspace(workspaceOf(files))).map(({ code }) => code)).toEqual(['FENCE_NESTED'])
    expect(readWorkspace(workspaceOf(files)).specs[0]?.surface.text).not.toContain('hidden')
  })

  it.each([
    ['an HTML comment', '<!--\n**BOX-003** `put` MUST vanish.\n-->'],
    ['an HTML comment on one line', '<!-- **BOX-003** `put` MUST vanish. -->'],
    ['a list', '- **BOX-003** `put` must hide.'],
    ['a quote', '> **BOX-003** `put` must hide.'],
    ['another paragraph', 'Some text\n**BOX-003** `put` must hide.'],
  ])('does not count a clause in %s, and says so', (_, text) => {
    const files = edited(['## Errors', `## Notes\n\n${text}\n\n## Errors`])
    const found = readWorkspace(workspaceOf(files))
    expect(found.diagnostics.map(({ code, clause }) => [code, clause])).toEqual([['CLAUSE_HIDDEN', 'BOX-003']])
    expect(found.specs[0]?.clauses.map(({ id }) => id)).toEqual(['BOX-001', 'BOX-002'])
  })

  it('says where a comment begins that never ends', () => {
    expect(codes(edited(['## Rationale', '<!-- \n## Rationale']))).toContain('COMMENT_UNCLOSED')
  })
})

describe('front matter', () => {
  it.each([
    [
      'an alias bomb',
      'owners: &a ["@x","@x"]\nbomb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nmore: [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
      'FRONT_MATTER_ALIAS',
    ],
    ['a prototype key', 'owners: ["@box"]\n__proto__: { polluted: true }', 'FRONT_MATTER_PROTOTYPE_KEY'],
    ['a nested prototype key', 'owners: ["@box"]\nextra: { "constructor": { prototype: 1 } }', 'FRONT_MATTER_PROTOTYPE_KEY'],
    ['a duplicate key', 'owners: ["@box"]\nowners: ["@cat"]', 'FRONT_MATTER_INVALID'],
    ['broken YAML', 'owners: ["@box"', 'FRONT_MATTER_INVALID'],
    ['an unknown key', 'owners: ["@box"]\nowner: someone', 'FRONT_MATTER_UNKNOWN_KEY'],
    ['an owner that is none', 'owners: []', 'FRONT_MATTER_VALUE'],
    ['a runtime that is none', 'owners: ["@box"]\nassets: [rust]', 'FRONT_MATTER_VALUE'],
    ['twenty kilobytes', `owners: ["@box"]\n# ${'x'.repeat(20_000)}`, 'FRONT_MATTER_TOO_LARGE'],
  ])('with %s is refused', (_, owners, code) => {
    expect(codes(edited(['owners: ["@box"]', owners]))).toContain(code)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('lacks no key silently, and none at all is one fault', () => {
    expect(codes(edited(['may: []\n', '']))).toEqual(['FRONT_MATTER_MISSING_KEY'])
    expect(codes(document(body))).toContain('FRONT_MATTER_MISSING')
  })

  it('means the same in block style as in flow style', () => {
    const flow = readWorkspace(workspaceOf()).specs[0]
    const block = readWorkspace(workspaceOf(edited(['runs: [node, browser]', 'runs:\n  - node\n  - browser']))).specs[0]
    expect(block?.frontMatter).toEqual(flow?.frontMatter)
    expect(block?.digests.normative).toBe(flow?.digests.normative)
  })
})

describe('paths', () => {
  it('refuses a symbolic link in place of any file or folder', () => {
    const outside = { 'elsewhere/spec.md': frontMatter + body }
    expect(codes({ ...outside, 'specs/box/spec.md': { link: '../../elsewhere/spec.md' } })).toContain('FILE_IS_LINK')
    expect(codes({ ...outside, 'specs/box/vectors/put/002-linked.json': { link: '/memory/elsewhere/spec.md' } })).toEqual([
      'FILE_IS_LINK',
    ])
    expect(codes({ ...outside, 'specs/other': { link: '../elsewhere' } })).toEqual(['FILE_IS_LINK'])
  })

  it.each([
    ['[away](../../../etc/passwd)', 'LINK_LEAVES_WORKSPACE'],
    ['[away](/etc/passwd)', 'LINK_LEAVES_WORKSPACE'],
    ['[gone](gone.md)', 'LINK_DEAD'],
    ['[gone](#gone)', 'LINK_ANCHOR_DEAD'],
    ['[gone](../README.md#gone)', 'LINK_ANCHOR_DEAD'],
  ])('reports the link %s', (link, code) => {
    expect(codes(edited(['Boxes are small.', `Boxes ${link} are small.`]))).toEqual([code])
  })

  it.each(['[web](https://example.org/#x)', '[here](#a-box-of-bytes)', '[index](../README.md#index)', '`[code](gone.md)`'])(
    'follows the link %s without a fault',
    (link) => {
      expect(codes(edited(['Boxes are small.', `Boxes ${link} are small.`]))).toEqual([])
    },
  )
})

it('reads hostile text in linear time', () => {
  const hostile = ['](', '`', '[a](', '<!--', '| ', '**', '# ', '- ', '> ', '``` ', '\n- ', '\n> ', '|\n|-'].map((text) =>
    text.repeat(60_000 / text.length),
  )
  for (const text of hostile) {
    const started = performance.now()
    readWorkspace(workspaceOf(document(`${frontMatter}${body}\n${text}`)))
    expect(performance.now() - started).toBeLessThan(1500)
  }
})
