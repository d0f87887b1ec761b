import type { GalleryCase, GallerySummary } from '../model/gallery.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'

/** One row a case, and the count. */
export function galleryText(cases: readonly GalleryCase[], summary: GallerySummary, style: Style): string {
  const rows = cases.map((one) => [mark(one, style), style.bold(safe(one.name)), cameTo(one), safe(one.what)])
  return `${table(['', 'case', 'came to', 'tries'], rows, style)}\n\n${countText(summary)}`
}

export function countText({ hostile, refused, honest, passed }: GallerySummary): string {
  return `${refused} of ${hostile} refused, each by the step it names; ${passed} of ${honest} honest packages pass`
}

function mark({ ok, unproved }: GalleryCase, style: Style): string {
  if (ok) return style.good('ok')
  return unproved === undefined ? style.bad('no') : style.warn('??')
}

function cameTo({ refused, step, code, neutralised, expected }: GalleryCase): string {
  if (!refused) return 'accepted'
  return neutralised ? `neutralised, ${safe(expected)} (${step})` : `${step} ${code}`
}
