import { createRequire } from 'node:module'
import { digestJson } from '../base/digest.ts'
import { type ReadCode, readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Schema } from '../model/spec.ts'
import type { ParsedDocument } from './document.ts'
import type { Memo } from './memo.ts'
import { parseYaml } from './yaml.ts'

/** Reads the `yaml schema=Name` fences and checks each against JSON Schema 2020-12. */
export function readSchemas(documents: readonly ParsedDocument[], memo: Memo, diagnostics: Diagnostic[]): Schema[] {
  const schemas: Schema[] = []
  for (const { path, blocks, lines } of documents)
    for (const block of blocks) {
      const name = block.kind === 'fence' ? /^yaml\s+schema=(\S+)/.exec(block.text!)?.[1] : undefined
      if (name === undefined) continue
      const text = lines.slice(block.from + 1, block.to - 1).join('\n')
      const place = { file: path, line: block.from + 1, column: 1 }
      const { value, faults } = memo.get('schema', text, () => parseSchema(text))
      for (const { code, message, line, column } of faults)
        diagnostics.push(
          readDiagnostic(code, `${name}: ${message}`, { place: { file: path, line: block.from + 2 + line, column: column + 1 } }),
        )
      if (schemas.some((schema) => schema.name === name))
        diagnostics.push(readDiagnostic('SCHEMA_DUPLICATE', `the schema ${name} occurs twice`, { place }))
      else if (faults.length === 0) schemas.push({ name, schema: value, digest: digestJson(value), place })
    }
  return schemas
}

interface SchemaFault {
  readonly code: ReadCode
  readonly message: string
  readonly line: number
  readonly column: number
}

function parseSchema(text: string): { value: unknown; faults: readonly SchemaFault[] } {
  const { value, faults } = parseYaml(text)
  if (faults.length > 0)
    return { value: null, faults: faults.map(({ message, line, column }) => ({ code: 'SCHEMA_YAML', message, line, column })) }
  return { value, faults: validateSchema(value).map((message) => ({ code: 'SCHEMA_INVALID', message, line: 0, column: 0 })) }
}

type Ajv = import('ajv/dist/2020.js').Ajv2020
let ajv: Ajv | undefined

/** References to other schemas are left to those who compile them together. */
function validateSchema(value: unknown): string[] {
  if (typeof value !== 'boolean' && (typeof value !== 'object' || value === null || Array.isArray(value)))
    return ['a schema is a mapping or a boolean']
  if (ajv === undefined) {
    const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
    ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  }
  const dialect = typeof value === 'object' ? (value as { $schema?: unknown }).$schema : undefined
  if (dialect !== undefined && dialect !== 'https://json-schema.org/draft/2020-12/schema')
    return [`$schema is ${JSON.stringify(dialect)}`]
  if (ajv.validateSchema(value as object) === true) return []
  return (ajv.errors ?? [])
    .slice(0, 5)
    .map((error) => `${error.instancePath === '' ? 'the schema' : error.instancePath} ${error.message}`)
}
