import type { MutantResult } from '@stryker-mutator/api/core'
import { digestJson } from '../base/digest.ts'
import type { MutantPlace } from '../model/strength.ts'

/** One change to one place of a package. */
export interface Mutant extends MutantPlace {
  /** What the switch compares with. */
  readonly number: number
  /** The first line of the place, trimmed. */
  readonly near: string
}

/** Where the instrumenter put a mutant; lines count from 0. */
type Placed = Pick<MutantResult, 'id' | 'fileName' | 'location' | 'mutatorName' | 'replacement'>

/** The instrumenter's mutants by content, so that a moved line is the same mutant. */
export function mutantsOf(
  placed: readonly { readonly [Key in keyof Placed]?: Placed[Key] }[],
  texts: ReadonlyMap<string, string>,
  folder: string,
): Mutant[] {
  const seen = new Map<string, number>()
  const lines = new Map([...texts].map(([path, text]) => [path, text.split('\n')]))
  return placed.map(({ id, fileName = '', location, mutatorName: mutator = '', replacement = '' }) => {
    const text = lines.get(fileName) ?? []
    const { start, end } = location!
    const original = between(text, start, end)
    const near = (text[start.line] ?? '').trim()
    const content = { file: `${folder}/${fileName}`, mutator, original, replacement, near }
    const key = digestJson(content)
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    return {
      ...content,
      number: Number(id),
      id: digestJson({ ...content, nth }).slice(7, 19),
      line: start.line + 1,
      column: start.column + 1,
    }
  })
}

interface Position {
  readonly line: number
  readonly column: number
}

function between(lines: readonly string[], start: Position, end: Position): string {
  if (start.line === end.line) return (lines[start.line] ?? '').slice(start.column, end.column)
  return [
    (lines[start.line] ?? '').slice(start.column),
    ...lines.slice(start.line + 1, end.line),
    (lines[end.line] ?? '').slice(0, end.column),
  ].join('\n')
}
