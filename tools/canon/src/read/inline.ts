/** Replaces code spans by spaces of the same length, so that columns stay. */
export function maskCode(text: string): string {
  if (!text.includes('`')) return text
  return text.includes('``') ? maskRuns(text) : maskPairs(text)
}

/** Where no two back-ticks stand side by side, each one closes the one before it. */
function maskPairs(text: string): string {
  let masked = ''
  let done = 0
  for (let open = text.indexOf('`'); open !== -1; open = text.indexOf('`', done)) {
    const close = text.indexOf('`', open + 1)
    if (close === -1) break
    masked += text.slice(done, open) + ' '.repeat(close + 1 - open)
    done = close + 1
  }
  return masked + text.slice(done)
}

function maskRuns(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, length: run[0].length }))
  const last = new Map(runs.map((run, index) => [run.length, index]))
  let masked = ''
  let done = 0
  for (let open = 0; open < runs.length; open++) {
    const { at, length } = runs[open]!
    if (last.get(length)! <= open) continue
    let close = open + 1
    while (runs[close]!.length !== length) close++
    const end = runs[close]!.at + length
    masked += text.slice(done, at) + ' '.repeat(end - at)
    done = end
    open = close
  }
  return masked + text.slice(done)
}

/** The contents of the code spans, in order. */
export function codeSpans(text: string): string[] {
  const spans: string[] = []
  if (!text.includes('``')) {
    for (let open = text.indexOf('`'); open !== -1; ) {
      const close = text.indexOf('`', open + 1)
      if (close === -1) break
      spans.push(text.slice(open + 1, close).trim())
      open = text.indexOf('`', close + 1)
    }
    return spans
  }
  for (const span of text.matchAll(/(`+)([^`]+)\1/g)) spans.push(span[2]!.trim())
  return spans
}

/** HTML comments gone; an unclosed one is text. */
export function withoutComments(text: string): string {
  let at = text.indexOf('<!--')
  if (at === -1) return text
  let kept = ''
  let done = 0
  while (at !== -1) {
    const end = text.indexOf('-->', at + 4)
    if (end === -1) break
    kept += text.slice(done, at)
    done = end + 3
    at = text.indexOf('<!--', done)
  }
  return kept + text.slice(done)
}

export const foldSpace = (text: string): string => text.replace(/[^\S ]\s*| \s+/g, ' ').trim()

/** Link targets of one line with the columns where they stand, counted from 0. */
export function linkTargets(line: string): { target: string; column: number }[] {
  const found: { target: string; column: number }[] = []
  const text = maskCode(line)
  let at = text.indexOf('](')
  while (at !== -1) {
    const target = readTarget(text, at + 2)
    if (target !== '') found.push({ target, column: at + 2 })
    at = text.indexOf('](', at + 2 + target.length)
  }
  const definition = /^ {0,3}\[[^\]]+\]:[ \t]*(\S+)/.exec(text)
  if (definition !== null) found.push({ target: definition[1]!, column: text.indexOf(definition[1]!) })
  return found
}

const targetMax = 2000

function readTarget(text: string, start: number): string {
  if (text[start] === '<') {
    const end = text.indexOf('>', start)
    return end === -1 ? '' : text.slice(start + 1, end)
  }
  let depth = 0
  let at = start
  const limit = Math.min(text.length, start + targetMax)
  for (; at < limit && text[at] !== ' '; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && depth-- === 0) break
  }
  return text.slice(start, at)
}

/** The anchor that forges give a heading. */
export const anchorOf = (heading: string): string =>
  /^[A-Za-z0-9_-]+$/.test(heading) ? heading.toLowerCase() : anchorOfAny(heading)

const anchorOfAny = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replace(/ /g, '-')
