import { digestBytes } from '../base/digest.ts'
import { readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Heading, SpecDocument } from '../model/spec.ts'
import { type Block, scanBlocks } from './blocks.ts'
import { anchorOf, linkTargets } from './inline.ts'
import type { Resolve } from './links.ts'
import type { TextFile } from './text.ts'

/** A document as blocks, with what the model keeps of it. */
export interface ParsedDocument {
  readonly path: string
  readonly lines: readonly string[]
  readonly blocks: readonly Block[]
  readonly sections: readonly Section[]
  readonly kept: Omit<SpecDocument, 'strayObligations'>
}

/** The blocks under one heading of level two; `name` is empty above the first. */
export interface Section {
  readonly name: string
  readonly blocks: readonly Block[]
}

/** Splits a document from line `start` on into sections and finds its headings and links. */
export function parseDocument(
  file: TextFile,
  lines: readonly string[],
  start: number,
  resolve: Resolve,
  diagnostics: Diagnostic[],
): ParsedDocument {
  const { blocks, faults } = scanBlocks(lines, start)
  const placeOf = (line: number, column = 0): Place => ({ file: file.path, line: line + 1, column: column + 1 })
  for (const { code, line, detail } of faults) {
    const clause = code === 'CLAUSE_HIDDEN' ? { clause: detail.split(' ')[0]! } : {}
    diagnostics.push(readDiagnostic(code, faultMessages[code](detail), { place: placeOf(line), ...clause }))
  }
  const links = []
  for (const block of blocks) {
    if (block.kind === 'fence' || block.kind === 'code' || block.kind === 'comment') continue
    for (let line = block.from; line < block.to; line++)
      if (lines[line]!.includes('](') || lines[line]!.includes(']:'))
        for (const { target, column } of linkTargets(lines[line]!))
          links.push({ target, place: placeOf(line, column), ...resolve(target) })
  }
  const { bytes } = file
  const kept = {
    path: file.path,
    /** Made when asked for: checking alone needs none. */
    get digest() {
      return digestBytes(bytes)
    },
    lines: lines.length - (lines.at(-1) === '' ? 1 : 0),
    headings: headingsOf(blocks, placeOf),
    links,
  }
  return { path: file.path, lines, blocks, sections: sectionsOf(blocks), kept }
}

const faultMessages = {
  FENCE_UNCLOSED: (marker: string) => `the fence ${marker} is never closed`,
  FENCE_NESTED: (where: string) => `a fence stands in ${where}`,
  COMMENT_UNCLOSED: () => 'the comment is never closed',
  CLAUSE_HIDDEN: (detail: string) => `the clause ${detail} is not counted`,
}

/** Equal anchors are numbered, as forges do. */
function headingsOf(blocks: readonly Block[], placeOf: (line: number) => Place): Heading[] {
  const seen = new Map<string, number>()
  const headings: Heading[] = []
  for (const block of blocks) {
    if (block.kind !== 'heading') continue
    const anchor = anchorOf(block.text!)
    const count = seen.get(anchor) ?? 0
    seen.set(anchor, count + 1)
    headings.push({
      level: block.level!,
      text: block.text!,
      anchor: count === 0 ? anchor : `${anchor}-${count}`,
      place: placeOf(block.from),
    })
  }
  return headings
}

function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: { name: string; blocks: Block[] }[] = [{ name: '', blocks: [] }]
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) sections.push({ name: block.text!, blocks: [block] })
    else sections.at(-1)!.blocks.push(block)
  }
  return sections
}
