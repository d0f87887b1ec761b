import { type ReadCode, readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Surface } from '../model/surface.ts'
import { plainDeclarations } from './declarations.ts'
import type { ParsedDocument } from './document.ts'
import type { Memo } from './memo.ts'
import type { SurfaceFault } from './shapes.ts'
import { convertSurface } from './surface-module.ts'
import { parseTypeScript, positionsOf } from './syntax.ts'

/** Joins the `ts surface` fences of all documents and reads them as one declaration file. */
export function readSurface(documents: readonly ParsedDocument[], memo: Memo, diagnostics: Diagnostic[]): Surface {
  const texts: string[] = []
  const origins: Place[] = []
  for (const { path, blocks, lines } of documents)
    for (const block of blocks) {
      if (block.kind !== 'fence' || !/^ts\s+surface$/.test(block.text!)) continue
      for (let line = block.from + 1; line < block.to - 1; line++) {
        texts.push(lines[line]!)
        origins.push({ file: path, line: line + 1, column: 1 })
      }
    }
  const text = texts.length === 0 ? '' : `${texts.join('\n')}\n`
  const { surface, faults } = memo.get('surface', text, () => parseSurface(text))
  const placeOf = (line: number, column: number): Place => {
    const origin = origins[Math.min(line, origins.length - 1)]!
    return { ...origin, column: column + 1 }
  }
  for (const { code, message, line, column } of faults)
    diagnostics.push(readDiagnostic(code, message, { place: placeOf(line, column) }))
  const exports = surface.exports.map((item) => ({ ...item, place: placeOf(item.place.line, item.place.column) }))
  return { ...surface, exports, ...(origins[0] === undefined ? {} : { place: origins[0] }) }
}

interface PlacedFault {
  readonly code: ReadCode
  readonly message: string
  readonly line: number
  readonly column: number
}

/** Depends on nothing but the text, so that the result can be kept; lines and columns count from 0 within it. */
function parseSurface(text: string): { surface: Surface; faults: readonly PlacedFault[] } {
  const empty: Surface = { text, exports: [], types: {}, functions: {}, classes: {}, values: {}, imports: {} }
  if (text.trim() === '') return { surface: empty, faults: [] }
  const positionOf = positionsOf(text)
  const placed = ({ code, message, offset }: SurfaceFault): PlacedFault => ({ code, message, ...positionOf(offset) })
  const plain = plainDeclarations(text)
  const { body, errors } = plain === undefined ? parseTypeScript('surface.d.ts', text) : { body: plain, errors: [] }
  if (errors.length > 0) return { surface: empty, faults: errors.map((error) => placed({ code: 'SURFACE_SYNTAX', ...error })) }
  const faults: SurfaceFault[] = []
  const surface = convertSurface(text, body, (offset) => ({ file: '', ...positionOf(offset) }), faults)
  return { surface, faults: faults.map(placed) }
}
