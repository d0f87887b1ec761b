import type { CatalogueEntry } from '../diagnostics/entry.ts'
import type { Place } from '../model/diagnostic.ts'
import type { ErrorRow } from '../model/spec.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'

/** What `canon explain` answers: a clause with everything that hangs on it, or a code's page. */
export type Explanation = ClauseExplanation | CodeExplanation

export interface ClauseExplanation {
  readonly kind: 'clause'
  readonly id: string
  readonly subsystem: string
  readonly heading: string
  readonly text: string
  readonly place: Place
  readonly withdrawn: boolean
  readonly errors: readonly ErrorRow[]
  readonly laws: readonly { readonly consumer: string; readonly sentence: string; readonly place: Place }[]
  readonly vectors: readonly { readonly path: string; readonly what: string }[]
  readonly unwitnessed?: string
  readonly state?: string
}

export interface CodeExplanation extends CatalogueEntry {
  readonly kind: 'code'
  readonly code: string
}

export function explanationText(explanation: Explanation, style: Style): string {
  return explanation.kind === 'code' ? codeText(explanation, style) : clauseText(explanation, style)
}

function codeText({ code, severity, title, why, fix }: CodeExplanation, style: Style): string {
  return [`${style.bold(code)} ${style.dim(severity)}`, title, why, `${style.dim('fix:')} ${fix}`].join('\n\n')
}

function clauseText(clause: ClauseExplanation, style: Style): string {
  const head = `${style.bold(clause.id)} ${clause.subsystem}, ${safe(clause.heading)}  ${style.dim(at(clause.place))}`
  if (clause.withdrawn) return `${head}\n\nwithdrawn; the id is not used again`
  return [
    head,
    safe(clause.text),
    list(
      'errors',
      clause.errors.map(({ code, when, caller }) => `${code}: ${when}; the caller: ${caller}`),
      style,
    ),
    list(
      'laws',
      clause.laws.map((law) => `for ${law.consumer}: ${law.sentence}  ${style.dim(at(law.place))}`),
      style,
    ),
    list(
      'vectors',
      clause.vectors.map((vector) => `${vector.path}: ${vector.what}`),
      style,
    ),
    clause.unwitnessed === undefined ? '' : `unwitnessed: ${safe(clause.unwitnessed)}`,
    clause.state === undefined ? '' : `package ${clause.state}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const list = (title: string, items: readonly string[], style: Style) =>
  items.length === 0 ? '' : [style.dim(title), ...items.map((item) => `  ${item}`)].join('\n')

const at = ({ file, line, column }: Place) => `${safe(file)}:${line}:${column}`
