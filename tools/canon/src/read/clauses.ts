import { digestBytes } from '../base/digest.ts'
import { readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Clause } from '../model/spec.ts'
import type { Block } from './blocks.ts'
import type { ParsedDocument } from './document.ts'
import { codeSpans, foldSpace, maskCode, withoutComments } from './inline.ts'

export interface ClausesResult {
  readonly clauses: readonly Clause[]
  readonly stray: readonly Place[]
}

/** Finds the clauses of a document, and the obligations that stand outside them. */
export function readClauses(document: ParsedDocument, codes: ReadonlySet<string>, diagnostics: Diagnostic[]): ClausesResult {
  const clauses: Clause[] = []
  const stray: Place[] = []
  const { blocks, lines, path } = document
  let heading = ''
  let section = ''
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]!
    if (block.kind === 'heading') {
      heading = block.text!
      if (block.level === 2) section = heading
      continue
    }
    const id = block.kind === 'paragraph' ? openingPattern.exec(lines[block.from]!)?.[1] : undefined
    if (id === undefined) {
      if (block.kind === 'paragraph') reportMalformed(document, block, diagnostics)
      if (!informative.has(section)) stray.push(...obligationsOf(document, block))
      continue
    }
    const parts = [block]
    while (at + 1 < blocks.length && belongs(blocks[at + 1]!)) parts.push(blocks[++at]!)
    clauses.push(makeClause(id, parts, lines, heading, codes, { file: path, line: block.from + 1, column: 1 }))
  }
  return { clauses, stray }
}

const openingPattern = /^ {0,3}\*\*([A-Z]{2,6}-\d{3,})\*\*(?:\s|$)/
/** Sections that hold no promises, so that an obligation quoted there is none. */
const informative = new Set(['Rationale', 'Changes', 'Open', 'Unwitnessed'])

/** Fences that are read on their own are no part of a clause. */
function belongs(block: Block): boolean {
  if (block.kind === 'fence') return !/^(?:ts surface|yaml schema=)/.test(block.text!)
  return block.kind === 'list' || block.kind === 'table' || block.kind === 'code' || block.kind === 'comment'
}

function makeClause(
  id: string,
  parts: readonly Block[],
  lines: readonly string[],
  heading: string,
  codes: ReadonlySet<string>,
  place: Place,
): Clause {
  const texts: string[] = []
  let prose = ''
  for (const part of parts) {
    if (part.kind === 'comment') continue
    const single = part.to - part.from === 1
    const source = lines.slice(part.from, part.to)
    if (part.kind === 'fence' || part.kind === 'code') texts.push(source.map((line) => line.trimEnd()).join('\n'))
    else {
      const text = foldSpace(withoutComments(single ? source[0]! : source.join('\n')))
      texts.push(text)
      prose += `${text}\n`
    }
  }
  const text = texts
    .join('\n')
    .slice(id.length + 4)
    .trim()
  const obligations = maskCode(prose).match(/\b(?:MUST|SHALL)\b/g)?.length ?? 0
  return {
    id,
    text,
    errors: errorsOf(prose, codes),
    obligations,
    heading,
    /** Made when asked for: checking alone needs none. */
    get digest() {
      return digestBytes(`${id} ${text}`)
    },
    place,
  }
}

/** Codes that follow `Error:` or `Otherwise:`, and all others in back-ticks that the Errors table lists. */
function errorsOf(prose: string, codes: ReadonlySet<string>): string[] {
  if (!prose.includes('`')) return []
  const found = new Set<string>()
  if (prose.includes('Error') || prose.includes('Otherwise')) namedIn(prose, found)
  if (codes.size > 0) for (const span of codeSpans(prose)) if (codes.has(span)) found.add(span)
  return [...found]
}

function namedIn(prose: string, found: Set<string>): void {
  for (const match of prose.matchAll(/\b(?:Errors?|Otherwise):((?:,? *(?:or|and|then)? *`[A-Z][A-Z0-9_]*`)+)/g))
    for (const code of codeSpans(match[1]!)) found.add(code)
}

function obligationsOf(document: ParsedDocument, block: Block): Place[] {
  if (block.kind === 'fence' || block.kind === 'code' || block.kind === 'comment') return []
  const places: Place[] = []
  for (let line = block.from; line < block.to; line++) {
    const source = document.lines[line]!
    if (!source.includes('MUST') && !source.includes('SHALL')) continue
    const text = maskCode(source)
    const column = text.search(/\b(?:MUST|SHALL)\b/)
    if (column !== -1) places.push({ file: document.path, line: line + 1, column: column + 1 })
  }
  return places
}

function reportMalformed(document: ParsedDocument, block: Block, diagnostics: Diagnostic[]): void {
  if (!document.lines[block.from]!.includes('**')) return
  const id = /^ {0,3}\*\*([A-Za-z]{1,12}[-_–]?\d+[a-z]?)(?:\*\*|:\*\*)/.exec(document.lines[block.from]!)?.[1]
  if (id === undefined) return
  const looksMeant =
    /^[A-Za-z]+[-_–]\d/.test(id) || /\b(?:MUST|SHALL)\b/.test(document.lines.slice(block.from, block.to).join(' '))
  if (!looksMeant) return
  const place = { file: document.path, line: block.from + 1, column: 1 }
  diagnostics.push(
    readDiagnostic('CLAUSE_ID_MALFORMED', `"${id}" is not a clause id`, { place, expected: 'an id such as ABC-012' }),
  )
}
