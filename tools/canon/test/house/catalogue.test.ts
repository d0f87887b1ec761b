import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue, catalogues } from '../../src/diagnostics/index.ts'

const src = join(import.meta.dirname, '..', '..', 'src')

describe('the catalogue of diagnostics', () => {
  it('defines no code twice', () => {
    const codes = Object.values(catalogues).flatMap((one) => Object.keys(one))
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
  })

  it('joins every file of the room', () => {
    const rooms = readdirSync(join(src, 'diagnostics')).map((name) => name.replace('.ts', ''))
    const joined = new Set(Object.keys(catalogues))
    const missing = rooms.filter(
      (room) => !['entry', 'index'].includes(room) && ![...joined].some((name) => room === name || room.startsWith(`${name}-`)),
    )
    expect(missing).toEqual([])
  })

  it('has a page for every code that the source emits', () => {
    const unknown = emitted().filter(({ code }) => !Object.hasOwn(catalogue, code))
    expect(unknown).toEqual([])
    expect(emitted().length).toBeGreaterThan(20)
  })

  it('speaks in sentences and in upper snake case', () => {
    const badly = Object.entries(catalogue).filter(
      ([code, { title, why, fix }]) =>
        !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code) || [title, why, fix].some((text) => text.trim() === ''),
    )
    expect(badly).toEqual([])
  })
})

/** First arguments of calls like `readDiagnostic('CODE', …)`, and `code: 'CODE'` of diagnostics written by hand. */
function emitted(): { file: string; code: string }[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/\b\w*[dD]iagnostic\(\s*'([A-Z][A-Z0-9_]+)'/g)].map((match) => ({
        file,
        code: match[1]!,
      })),
    )
}
