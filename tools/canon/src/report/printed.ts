import { catalogue } from '../diagnostics/index.ts'
import type { Comparison } from '../model/comparison.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { GalleryCase, GallerySummary } from '../model/gallery.ts'
import type { PackageState } from '../model/plan.ts'
import type { Strength } from '../model/strength.ts'
import type { Verdict } from '../model/verdict.ts'
import { comparisonText } from './comparison-text.ts'
import { diagnosticsText } from './diagnostics-text.ts'
import { examplesText, type ListedExample } from './examples-text.ts'
import { type Explanation, explanationText } from './explanation-text.ts'
import { forge } from './forge.ts'
import { galleryText } from './gallery-text.ts'
import { junit } from './junit.ts'
import { safe } from './safe.ts'
import { sarif } from './sarif.ts'
import { statesText } from './states-text.ts'
import { strengthText } from './strength-text.ts'
import { type Style, styleOf } from './style.ts'
import { type Sufficiency, sufficiencyText } from './sufficiency-text.ts'
import { type TourRow, tourText } from './tour-text.ts'
import { verdictText } from './verdict-text.ts'

interface Outcome {
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly data: unknown
}

/** What a command writes to standard output, in any format but the JSON envelope. */
export function printedAs(
  format: 'text' | 'sarif' | 'junit' | 'github',
  command: string,
  outcome: Outcome,
  colour: boolean,
): string {
  const verdicts = (outcome.data as { verdicts?: readonly Verdict[] } | null)?.verdicts ?? []
  const all = distinct([...outcome.diagnostics, ...verdicts.flatMap((verdict) => verdict.diagnostics)])
  if (format === 'sarif') return sarif(all, catalogue, VERSION)
  if (format === 'junit') return junit(command, all, verdicts)
  if (format === 'github') return forge(all)
  return text(command, outcome, styleOf(colour))
}

/** Of the SARIF driver; the tool's own version changes no finding. */
const VERSION = '0.1.0'

function text(command: string, { ok, diagnostics, data }: Outcome, style: Style): string {
  const body = bodyOf(command, data, style)
  const shown = diagnostics.filter((one) => !shownAbove(command, one, data))
  const parts = [body, diagnosticsText(shown, style)].filter((part) => part !== '')
  if (parts.length === 0) parts.push(ok ? style.good('fine') : style.bad('not fine'))
  return `${parts.join('\n\n')}\n`
}

function bodyOf(command: string, data: unknown, style: Style): string {
  const known = (data ?? {}) as { packages?: readonly PackageState[]; verdicts?: readonly Verdict[]; rows?: readonly TourRow[] }
  if (command === 'check') return documentsText((data as { specs?: readonly Documented[] } | null)?.specs ?? [], style)
  if (command === 'status') return statesText(known.packages ?? [], style)
  if (command === 'gate') return (known.verdicts ?? []).map((verdict) => verdictText(verdict, style)).join('\n\n')
  if (command === 'examples' && data !== null && 'examples' in (data as object))
    return examplesText((data as { examples: readonly ListedExample[] }).examples, style)
  if (command === 'explain') return data === null ? '' : explanationText(data as Explanation, style)
  if (command === 'strength') return data === null ? '' : strengthText(data as Strength, style)
  if (command === 'diverge') return data === null ? '' : comparisonText(data as Compared, style)
  if (command === 'sufficiency') return data === null ? '' : sufficiencyText(data as Sufficiency, style)
  if (command === 'tour') return tourText(data as { rows: readonly TourRow[]; next: readonly string[] }, style)
  if (command === 'gallery' && data !== null) {
    const { cases, summary } = data as { cases: readonly GalleryCase[]; summary: GallerySummary }
    return galleryText(cases, summary, style)
  }
  return fieldsText(data, style)
}

interface Documented {
  readonly clauses: number
  readonly witnessed: number
  readonly vectors: number
  readonly laws: number
}

function documentsText(specs: readonly Documented[], style: Style): string {
  const sum = (pick: (spec: Documented) => number) => specs.reduce((total, spec) => total + pick(spec), 0)
  const counted = [
    [specs.length, 'documents'],
    [sum((spec) => spec.clauses), 'clauses'],
    [sum((spec) => spec.witnessed), 'witnessed'],
    [sum((spec) => spec.laws), 'laws'],
    [sum((spec) => spec.vectors), 'vectors'],
  ]
  return counted.map(([count, what]) => `${style.bold(String(count))} ${what}`).join(', ')
}

/** The plain members of what a command answers, one a line. */
function fieldsText(data: unknown, style: Style): string {
  if (typeof data !== 'object' || data === null) return ''
  return Object.entries(data)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => `${style.dim(key)} ${safe(String(value))}`)
    .join('\n')
}

type Compared = Comparison & { readonly name: string; readonly a: string; readonly b: string; readonly gated: boolean }

const shownAbove = (command: string, one: Diagnostic, data: unknown) =>
  (command === 'gate' && withinVerdict(one, data)) || (command === 'diverge' && one.code === 'DIVERGENCE' && data !== null)

const withinVerdict = (diagnostic: Diagnostic, data: unknown) =>
  ((data as { verdicts?: readonly Verdict[] } | null)?.verdicts ?? []).some((verdict) =>
    verdict.diagnostics.some((other) => JSON.stringify(other) === JSON.stringify(diagnostic)),
  )

const distinct = (diagnostics: readonly Diagnostic[]) => [
  ...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values(),
]
