/** One block of a document; `from` and `to` (exclusive) are line indexes from 0. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'fence' | 'table' | 'list' | 'quote' | 'code' | 'comment' | 'rule'
  readonly from: number
  readonly to: number
  /** Of a heading. */
  readonly level?: number
  /** A heading's text, or a fence's info string. */
  readonly text?: string
}

export interface BlockFault {
  readonly code: 'FENCE_UNCLOSED' | 'FENCE_NESTED' | 'COMMENT_UNCLOSED' | 'CLAUSE_HIDDEN'
  readonly line: number
  readonly detail: string
}

/** Splits a document into the blocks that the grammar knows, each line looked at once or twice. */
export function scanBlocks(lines: readonly string[], start: number): { blocks: Block[]; faults: BlockFault[] } {
  const scan: Scan = { lines, blocks: [], faults: [] }
  let at = start
  while (at < lines.length) {
    const line = lines[at]!
    if (isBlank(line)) at++
    else at = scanBlock(scan, at, line)
  }
  return { blocks: scan.blocks, faults: scan.faults }
}

interface Scan {
  readonly lines: readonly string[]
  readonly blocks: Block[]
  readonly faults: BlockFault[]
}

function scanBlock(scan: Scan, at: number, line: string): number {
  if (isProse(line.charCodeAt(0)))
    return startsTable(scan.lines, at) ? add(scan, 'table', at, endOfTable(scan.lines, at)) : scanParagraph(scan, at)
  const indent = indentOf(line)
  if (indent >= 4) return add(scan, 'code', at, endOfCode(scan.lines, at))
  const heading = headingPattern.exec(line)
  if (heading !== null) return add(scan, 'heading', at, at + 1, { level: heading[1]!.length, text: headingText(line) })
  if (fenceOf(line) !== undefined) return scanFence(scan, at)
  if (line.startsWith('<!--', indent)) return scanComment(scan, at, indent)
  if (line[indent] === '>') return scanQuote(scan, at)
  if (rulePattern.test(line)) return add(scan, 'rule', at, at + 1)
  if (itemPattern.test(line)) return scanList(scan, at)
  if (startsTable(scan.lines, at)) return add(scan, 'table', at, endOfTable(scan.lines, at))
  return scanParagraph(scan, at)
}

/** A letter begins no heading, fence, comment, quote, rule or list. */
const isProse = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

function scanFence(scan: Scan, at: number): number {
  const fence = fenceOf(scan.lines[at]!)!
  let end = at + 1
  while (end < scan.lines.length && !closesFence(scan.lines[end]!, fence.marker)) end++
  if (end === scan.lines.length) scan.faults.push({ code: 'FENCE_UNCLOSED', line: at, detail: fence.marker })
  return add(scan, 'fence', at, Math.min(end + 1, scan.lines.length), { text: fence.info })
}

function scanComment(scan: Scan, at: number, indent: number): number {
  let end = at
  while (end < scan.lines.length && scan.lines[end]!.indexOf('-->', end === at ? indent + 4 : 0) === -1) end++
  if (end === scan.lines.length) scan.faults.push({ code: 'COMMENT_UNCLOSED', line: at, detail: '<!--' })
  const to = Math.min(end + 1, scan.lines.length)
  for (let line = at; line < to; line++) reportHidden(scan, line, /^\s*(?:<!--)?\s*(?=\*\*)/, 'an HTML comment')
  return add(scan, 'comment', at, to)
}

function scanQuote(scan: Scan, at: number): number {
  let end = at
  while (end < scan.lines.length && /^ {0,3}>/.test(scan.lines[end]!)) {
    reportHidden(scan, end, /^[\s>]*(?=\*\*)/, 'a quote')
    if (/^[\s>]*(?:```|~~~)/.test(scan.lines[end]!) && !insideNested(scan, at, end))
      scan.faults.push({ code: 'FENCE_NESTED', line: end, detail: 'a quote' })
    end++
  }
  return add(scan, 'quote', at, end)
}

/** The second of a pair of fence lines closes it and is no fault of its own. */
function insideNested(scan: Scan, from: number, line: number): boolean {
  const last = scan.faults.at(-1)
  return last?.code === 'FENCE_NESTED' && last.line >= from && last.line < line
}

function scanList(scan: Scan, at: number): number {
  const { lines } = scan
  let end = at
  let nested: string | undefined
  while (end < lines.length) {
    const line = lines[end]!
    if (isBlank(line)) {
      if (nested === undefined && !listGoesOn(lines, end)) break
    } else if (nested !== undefined) {
      if (closesFence(line.trimStart(), nested)) nested = undefined
    } else {
      if (indentOf(line) < 2 && end > at && !itemPattern.test(line) && interruptsParagraph(lines, end)) break
      const fence = fenceOf(line.replace(/^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?/, ''))
      if (fence !== undefined) {
        nested = fence.marker
        scan.faults.push({ code: 'FENCE_NESTED', line: end, detail: 'a list' })
      } else reportHidden(scan, end, /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?=\*\*)/, 'a list')
    }
    end++
  }
  while (end > at + 1 && isBlank(lines[end - 1]!)) end--
  return add(scan, 'list', at, end)
}

function listGoesOn(lines: readonly string[], blank: number): boolean {
  const next = lines[blank + 1]
  return next !== undefined && !isBlank(next) && (indentOf(next) >= 2 || itemPattern.test(next))
}

function scanParagraph(scan: Scan, at: number): number {
  const { lines } = scan
  let end = at + 1
  while (end < lines.length && !isBlank(lines[end]!)) {
    const first = lines[end]!.charCodeAt(0)
    const underline = isProse(first) ? null : /^ {0,3}(=+|-+)\s*$/.exec(lines[end]!)
    if (underline !== null) {
      const level = underline[1]!.startsWith('=') ? 1 : 2
      return add(scan, 'heading', at, end + 1, { level, text: lines.slice(at, end).join(' ').trim() })
    }
    if (interruptsParagraph(lines, end)) break
    reportHidden(scan, end, /^\s*(?=\*\*)/, 'another paragraph')
    end++
  }
  return add(scan, 'paragraph', at, end)
}

function interruptsParagraph(lines: readonly string[], at: number): boolean {
  const line = lines[at]!
  if (isProse(line.charCodeAt(0))) return startsTable(lines, at)
  if (indentOf(line) >= 4) return false
  const first = line.trimStart()
  if (/^(?:#{1,6}(?:\s|$)|>|<!--|[-*+]\s+\S|1[.)]\s+\S)/.test(first)) return true
  return fenceOf(line) !== undefined || rulePattern.test(line) || startsTable(lines, at)
}

function reportHidden(scan: Scan, line: number, lead: RegExp, where: string): void {
  const text = scan.lines[line]!
  if (!text.includes('**')) return
  const rest = text.slice(lead.exec(text)?.[0].length ?? 0)
  const id = /^\*\*([A-Z]{2,6}-\d{3,})\*\*/.exec(rest)?.[1]
  if (id !== undefined) scan.faults.push({ code: 'CLAUSE_HIDDEN', line, detail: `${id} in ${where}` })
}

function startsTable(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1]
  return next !== undefined && lines[at]!.includes('|') && next.includes('-') && next.includes('|') && /^[\s|:-]+$/.test(next)
}

function endOfTable(lines: readonly string[], at: number): number {
  let end = at + 2
  while (end < lines.length && lines[end]!.includes('|') && !isBlank(lines[end]!)) end++
  return end
}

function endOfCode(lines: readonly string[], at: number): number {
  let end = at
  for (let line = at; line < lines.length && (isBlank(lines[line]!) || indentOf(lines[line]!) >= 4); line++)
    if (!isBlank(lines[line]!)) end = line + 1
  return end
}

function add(scan: Scan, kind: Block['kind'], from: number, to: number, more: { level?: number; text?: string } = {}): number {
  scan.blocks.push({ kind, from, to, ...more })
  return to
}

const headingPattern = /^ {0,3}(#{1,6})(?=[ \t]|$)/
const rulePattern = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const itemPattern = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/

function headingText(line: string): string {
  const text = line.trim().replace(/^#+/, '')
  return (text.endsWith('#') ? text.replace(/[ \t]#+$/, '') : text).trim()
}

function fenceOf(line: string): { marker: string; info: string } | undefined {
  const first = line.trimStart()
  if (!first.startsWith('```') && !first.startsWith('~~~')) return undefined
  if (line.length - first.length > 3) return undefined
  const marker = /^(`+|~+)/.exec(first)![0]
  const info = first.slice(marker.length).trim()
  return marker.startsWith('`') && info.includes('`') ? undefined : { marker, info }
}

function closesFence(line: string, marker: string): boolean {
  const text = line.trim()
  return text.length >= marker.length && text[0] === marker[0] && text === marker[0]!.repeat(text.length)
}

const isBlank = (line: string) => line === '' || line.trim() === ''

function indentOf(line: string): number {
  let width = 0
  for (let at = 0; at < line.length; at++) {
    if (line[at] === ' ') width++
    else if (line[at] === '\t') width += 4
    else break
  }
  return width
}
