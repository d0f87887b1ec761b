import { type ReadCode, readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Surface } from '../model/surface.ts'
import { plainDeclarations } from './declarations.ts'
import type { ParsedDocument } from './document.ts'
import type { Memo } from './memo.ts'
import type { SurfaceFault } from './shapes.ts'
import { convertSurface } from './surface-module.ts'
import { type Node, parseTypeScript, positionsOf } from './syntax.ts'

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
  const { surface, faults } = parseSurface(text, memo)
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

interface Parsed {
  readonly surface: Surface
  readonly faults: readonly PlacedFault[]
}

/** Only what takes the parser is worth keeping. */
function parseSurface(text: string, memo: Memo): Parsed {
  const plain = plainDeclarations(text)
  return plain === undefined ? memo.get('surface', text, () => parseFully(text)) : converted(text, plain)
}

/** Depends on nothing but the text, so that the result can be kept; lines and columns count from 0 within it. */
function parseFully(text: string): Parsed {
  const { body, errors } = parseTypeScript('surface.d.ts', text)
  if (errors.length === 0) return converted(text, body)
  const positionOf = positionsOf(text)
  const faults = errors.map(({ message, offset }): PlacedFault => ({ code: 'SURFACE_SYNTAX', message, ...positionOf(offset) }))
  return { surface: { text, exports: [], types: {}, functions: {}, classes: {}, values: {}, imports: {} }, faults }
}

function converted(text: string, body: readonly Node[]): Parsed {
  const positionOf = positionsOf(text)
  const faults: SurfaceFault[] = []
  const surface = convertSurface(text, body, (offset) => ({ file: '', ...positionOf(offset) }), faults)
  return { surface, faults: faults.map(({ code, message, offset }) => ({ code, message, ...positionOf(offset) })) }
}
