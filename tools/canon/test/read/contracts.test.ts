import { describe, expect, it } from 'vitest'
import { contractsOn } from '../../src/base/promises.ts'
import { check } from '../../src/check/check.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { consumer, workspaceOf } from './example.ts'

type Files = Parameters<typeof workspaceOf>[0]

const path = 'specs/cart/contracts/box.contract.ts'
const part = 'specs/cart/contracts/box/keeping.laws.ts'
const helper = 'specs/cart/contracts/box/values.ts'

const split: Files = {
  ...consumer,
  [path]: `import type * as Box from '#surface/box'
import { contract } from '@canon/contract'
import { keepingLaws } from './box/keeping.laws.ts'

export default contract<typeof Box>('box', (context) => {
  keepingLaws(context)
})
`,
  [part]: `import type { Laws } from '@canon/contract'
import type * as Box from '#surface/box'
import { entries } from './values.ts'

export const keepingLaws: Laws<typeof Box> = ({ provider, law, cases }) => {
  law('BOX-002', 'what is put is kept', [entries], async (entry) => {
    await provider.put(entry)
  })
  cases(['BOX-001', 'BOX-002'], 'sixteen bytes fit', [16], async () => {})
}
`,
  [helper]: `import fc from 'fast-check'
export const entries = fc.uint8Array({ maxLength: 16 })
`,
}
const changed = (file: string, from: string, to: string): Files => {
  const text = split[file] as string
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`)
  return { ...split, [file]: text.replace(from, () => to) }
}
const contractOf = (files: Files) => readWorkspace(workspaceOf(files)).specs.find(({ name }) => name === 'cart')?.contracts[0]
const codes = (files: Files) => check(readWorkspace(workspaceOf(files))).map(({ code }) => code)

describe('a contract in parts', () => {
  it('has the laws of its parts, each placed in the file that states it', () => {
    expect(codes(split)).toEqual([])
    expect(contractOf(split)?.laws.map(({ clauses, sentence, place }) => [clauses, sentence, place.file, place.line])).toEqual([
      [['BOX-002'], 'what is put is kept', part, 6],
      [['BOX-001', 'BOX-002'], 'sixteen bytes fit', part, 9],
    ])
    expect(contractOf(split)?.parts?.map((file) => file.path)).toEqual([part, helper])
  })

  it.each([
    ['a part', part, 'sixteen', 'Sixteen'],
    ['what a part imports', helper, 'maxLength: 16', 'maxLength: 15'],
    ['the contract itself', path, '(context)', '(laws)'],
  ])('has another digest when %s is edited, and the same when nothing is', (_, file, from, to) => {
    const digest = (files: Files) => contractsOn(readWorkspace(workspaceOf(files)).specs, 'box')[path]
    expect(digest(split)).toBe(digest({ ...split }))
    expect(digest(changed(file, from, to))).not.toBe(digest(split))
  })

  it('keeps the digest of its bytes while it has none', () => {
    expect(contractOf(consumer)?.parts).toBeUndefined()
    expect(contractOf({ ...consumer, [helper]: 'export {}\n' })?.digest).toBe(contractOf(consumer)?.digest)
  })

  it('holds its parts to the same imports, from where they stand', () => {
    expect(codes(changed(part, './values.ts', '@canon/box'))).toEqual(['CONTRACT_IMPORT'])
    expect(codes(changed(part, './values.ts', '../../../other/driver.ts'))).toEqual(['CONTRACT_IMPORT'])
    expect(codes(changed(part, './values.ts', '../../driver.ts'))).toEqual([])
    expect(codes(changed(part, './values.ts', '../../../box/driver.ts'))).toEqual([])
  })

  it('is told of a fault in a part where the part has it', () => {
    const files = changed(part, "'what is put is kept'", 'sentence')
    const found = readWorkspace(workspaceOf(files)).diagnostics
    expect(found.map(({ code, place }) => [code, place?.file, place?.line])).toEqual([['CONTRACT_NOT_LITERAL', part, 6]])
    expect(codes(changed(part, 'export const', 'export constant'))).toContain('CONTRACT_SYNTAX')
  })

  it('loses no part silently', () => {
    const { [part]: text, ...without } = split
    expect(codes(without)).toContain('CONTRACT_PART_MISSING')
    expect(codes({ ...split, [part]: { link: 'elsewhere.ts' }, 'specs/cart/contracts/box/elsewhere.ts': text! })).toContain(
      'CONTRACT_PART_MISSING',
    )
    expect(codes({ ...split, 'specs/cart/contracts/box/more.laws.ts': text! })).toEqual(['CONTRACT_PART_UNUSED'])
    expect(codes({ ...split, [path]: consumer[path] as string })).toEqual(['CONTRACT_PART_UNUSED'])
  })

  it('leaves no counterexamples behind without a word', () => {
    const examples = 'specs/cart/contracts/box.examples.json'
    expect(codes({ ...split, [examples]: '{"canon":1,"laws":{}}' })).toEqual([])
    expect(codes({ ...split, [examples.replace('box', 'gone')]: '{"canon":1,"laws":{}}' })).toEqual(['EXAMPLES_STRAY'])
  })

  it('has no law when neither it nor a part states one', () => {
    expect(codes(changed(part, (split[part] as string).split('=> {\n')[1]!, '}\n'))).toContain('CONTRACT_EMPTY')
  })

  it('reads parts that import each other once', () => {
    const files = changed(helper, "import fc from 'fast-check'", "import fc from 'fast-check'\nimport './keeping.laws.ts'")
    expect(contractOf(files)?.laws.length).toBe(2)
  })
})
