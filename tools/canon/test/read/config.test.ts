import { describe, expect, it } from 'vitest'
import { memoryHost } from '../../src/host/memory.ts'
import { DEFAULT_CONFIG } from '../../src/model/config.ts'
import { readConfig } from '../../src/read/config.ts'

const read = (text: string) => readConfig(memoryHost({ 'canon.json': text }))
const readValue = (value: object) => read(JSON.stringify(value))
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code)

describe('canon.json', () => {
  it('may be absent or empty: then the defaults hold', () => {
    expect(readConfig(memoryHost({}))).toEqual({ config: DEFAULT_CONFIG, diagnostics: [] })
    expect(read('{}')).toEqual({ config: DEFAULT_CONFIG, diagnostics: [] })
  })

  it('replaces what it says and leaves the rest', () => {
    const said = { canon: 1, specs: 'docs/specs', packages: 'out', scope: '@field', runs: 7, oracles: ['node:zlib'] }
    expect(readValue(said)).toEqual({ config: { ...DEFAULT_CONFIG, ...said }, diagnostics: [] })
  })

  it('may name its schema, which is not kept', () => {
    expect(readValue({ $schema: './canon.schema.json' })).toEqual({ config: DEFAULT_CONFIG, diagnostics: [] })
  })

  it.each(['', '[]', 'null', '"canon"', '{ "canon": 1, }', '{'])('that is %j is refused whole', (text) => {
    expect(codes(text)).toEqual(['CONFIG_INVALID'])
    expect(read(text).config).toEqual(DEFAULT_CONFIG)
  })

  it('is refused when it is larger than a configuration can be', () => {
    expect(codes(`{}${' '.repeat(256 * 1024)}`)).toEqual(['FILE_TOO_LARGE'])
    expect(codes(`{}${' '.repeat(1024)}`)).toEqual([])
  })

  it.each(['spec', 'toString', '__proto__', 'constructor'])('has no key %s', (key) => {
    const { config, diagnostics } = read(`{\n  "${key}": 1,\n  "runs": 5\n}`)
    expect(diagnostics).toMatchObject([{ code: 'CONFIG_UNKNOWN_KEY', place: { file: 'canon.json', line: 2, column: 3 } }])
    expect(config).toEqual({ ...DEFAULT_CONFIG, runs: 5 })
  })
})

describe('a wrong value takes its default and is told where it stands', () => {
  it.each([
    ['canon', 2],
    ['canon', '1'],
    ['specs', ''],
    ['specs', '/etc'],
    ['specs', '../other'],
    ['specs', 'a/../../b'],
    ['specs', './specs'],
    ['specs', 'specs/'],
    ['packages', 'a\\b'],
    ['packages', 7],
    ['scope', 'canon'],
    ['scope', '@Canon'],
    ['scope', '@canon/log'],
    ['runs', 0],
    ['runs', 1.5],
    ['runs', 1_000_001],
    ['runs', '100'],
    ['oracles', 'node:crypto'],
    ['oracles', [1]],
    ['strength', 90],
    ['strength', {}],
    ['strength', { threshold: 101 }],
    ['strength', { threshold: 90, packages: { log: '95' } }],
    ['strength', { threshold: 90, more: 1 }],
    ['generators', []],
    ['generators', null],
  ])('%s: %j', (key, value) => {
    const { config, diagnostics } = readValue({ [key]: value })
    expect(diagnostics).toMatchObject([{ code: 'CONFIG_INVALID', place: { line: 1, column: 2 } }])
    expect(diagnostics[0]?.expected).toBeDefined()
    expect(config).toEqual(DEFAULT_CONFIG)
  })
})

describe('a generator', () => {
  const whole = {
    kind: 'command',
    command: ['make', '{bundle}'],
    model: 'm',
    timeoutMs: 1000,
    env: ['KEY'],
    shows: ['/opt/tool'],
  }
  const faults = (generator: unknown) => readValue({ generators: { mine: generator } }).diagnostics.map(({ code }) => code)

  it('is a command or a replay, with all that it may say', () => {
    const replay = { kind: 'replay', from: '../kept' }
    const { config, diagnostics } = readValue({ generators: { mine: whole, again: replay } })
    expect(diagnostics).toEqual([])
    expect(config.generators).toEqual({ mine: whole, again: replay })
  })

  it('needs no more than its kind and what that kind runs', () => {
    expect(faults({ kind: 'command', command: ['make'] })).toEqual([])
    expect(faults({ kind: 'replay', from: 'kept' })).toEqual([])
  })

  it.each([
    ['no kind', { command: ['make'] }],
    ['an unknown kind', { kind: 'shell', command: ['make'] }],
    ['a command that is one string', { kind: 'command', command: 'make all' }],
    ['an empty command', { kind: 'command', command: [] }],
    ['no command', { kind: 'command', from: 'kept' }],
    ['a replay of nothing', { kind: 'replay' }],
    ['an unknown key', { ...whole, shell: true }],
    ['a model that is no text', { ...whole, model: 4 }],
    ['no time at all', { ...whole, timeoutMs: 0 }],
    ['a time in parts', { ...whole, timeoutMs: 0.5 }],
    ['variables with values', { ...whole, env: { KEY: 'secret' } }],
    ['a folder that is no list', { ...whole, shows: '/opt' }],
    ['a list', [whole]],
    ['null', null],
  ])('with %s is refused', (_, generator) => {
    expect(faults(generator)).toEqual(['CONFIG_INVALID'])
  })
})
