import { digestBytes } from '../base/digest.ts'
import { readDiagnostic } from '../diagnostics/read.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Measurements, ModuleImport, Spec } from '../model/spec.ts'
import { calleeOf, moduleOf } from './contracts.ts'
import { literalText, parseTypeScript, positionsOf, walk } from './syntax.ts'
import { readText } from './text.ts'

/** Reads `budgets.ts` by its syntax: which budgets it measures and what it imports; nothing of it is run. */
export function readMeasurements(host: Host, path: string, diagnostics: Diagnostic[]): Pick<Spec, 'measurements'> {
  const file = readText(host, path, diagnostics)
  if (file === undefined) return {}
  const positionOf = positionsOf(file.text)
  const placeOf = (offset: number): Place => {
    const { line, column } = positionOf(offset)
    return { file: path, line: line + 1, column: column + 1 }
  }
  const { body, errors } = parseTypeScript(path, file.text)
  for (const { message, offset } of errors)
    diagnostics.push(readDiagnostic('BUDGETS_SYNTAX', message, { place: placeOf(offset) }))
  const budgets: Measurements['budgets'][number][] = []
  const imports: ModuleImport[] = []
  walk(body, (node) => {
    const place = placeOf(node.start)
    const module = moduleOf(node)
    if (module !== undefined) imports.push({ module, place, typeOnly: (node.importKind ?? node.exportKind) === 'type' })
    if (node.type !== 'CallExpression' || calleeOf(node) !== 'budget') return
    const id = literalText((node.arguments as unknown[])[0])
    if (id === undefined)
      diagnostics.push(readDiagnostic('BUDGET_NOT_LITERAL', 'this budget does not begin with a literal', { place }))
    else budgets.push({ id, place })
  })
  return { measurements: { path, digest: digestBytes(file.bytes), budgets, imports } }
}
