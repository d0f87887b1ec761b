import { digestBytes } from '../base/digest.ts'
import { readDiagnostic } from '../diagnostics/read.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { FrontMatter, LinkTarget, Schema, Spec, SpecDigests, SpecDocument, Vector } from '../model/spec.ts'
import { type ClausesResult, readClauses } from './clauses.ts'
import { readContracts } from './contracts.ts'
import { type ParsedDocument, parseDocument } from './document.ts'
import { listSpecFolder } from './files.ts'
import { type FrontMatterResult, readFrontMatter } from './front-matter.ts'
import { foldSpace, withoutComments } from './inline.ts'
import { linkResolver } from './links.ts'
import { readMeasurements } from './measurements.ts'
import type { Memo } from './memo.ts'
import { readSchemas } from './schemas.ts'
import { codesOf, readSections, type Sections } from './sections.ts'
import { readSurface } from './surface.ts'
import { readText } from './text.ts'
import { readVectors } from './vectors.ts'

/** What all specs of one reading share. */
export interface Reading {
  readonly host: Host
  readonly specs: string
  readonly memo: Memo
  readonly links: Map<string, LinkTarget['found']>
  readonly diagnostics: Diagnostic[]
}

/** Reads the folder `specs/<name>`; undefined when it has no readable `spec.md`. */
export function readSpec(reading: Reading, name: string): Spec | undefined {
  const { host, diagnostics } = reading
  const folder = `${reading.specs}/${name}`
  const files = listSpecFolder(host, folder, diagnostics)
  if (!files.documents.includes('spec.md')) {
    if (!files.refused.includes('spec.md'))
      diagnostics.push(
        readDiagnostic('SPEC_DOCUMENT_MISSING', `${folder} has no spec.md`, {
          place: { file: `${folder}/spec.md`, line: 1, column: 1 },
        }),
      )
    return undefined
  }
  const main = readMain(reading, folder, name)
  if (main === undefined) return undefined
  const documents = [main.document]
  for (const file of files.documents) if (file !== 'spec.md') documents.push(...readFurther(reading, `${folder}/${file}`))
  const sections = readSections(documents, diagnostics)
  const codes = codesOf(sections.errors)
  const found = documents.map((document) => readClauses(document, codes, diagnostics))
  const clauses = found.flatMap((result) => result.clauses)
  const surface = readSurface(documents, reading.memo, diagnostics)
  const schemas = readSchemas(documents, reading.memo, diagnostics)
  const vectors = readVectors(host, folder, files.vectors, diagnostics)
  const { frontMatter, keys } = main.head
  return withDigests(main.head.frontMatter, sections, {
    name,
    folder,
    frontMatter,
    keys,
    ...titleOf(main.document, diagnostics),
    documents: documents.map((document, index) => keep(document, found[index]!)),
    clauses,
    withdrawn: sections.withdrawn,
    parameters: sections.parameters,
    surface,
    schemas,
    errors: sections.errors,
    budgets: sections.budgets,
    vectors,
    contracts: readContracts(host, folder, name, files, diagnostics),
    ...(files.driver ? driverOf(reading, folder) : {}),
    ...(files.measurements ? readMeasurements(host, `${folder}/budgets.ts`, diagnostics) : {}),
    unwitnessed: sections.unwitnessed,
    open: sections.open,
  })
}

/** They are made when asked for: checking alone needs none. On its own, so that the lines of the documents can go. */
function withDigests(frontMatter: FrontMatter, sections: Sections, parts: Omit<Spec, 'digests'>): Spec {
  let digests: SpecDigests | undefined
  return Object.defineProperty(parts, 'digests', {
    enumerable: true,
    get: () => {
      digests ??= digestsOf(frontMatter, sections, parts.clauses, digestBytes(parts.surface.text), parts.schemas, parts.vectors)
      return digests
    },
  }) as Spec
}

function readMain(
  reading: Reading,
  folder: string,
  name: string,
): { document: ParsedDocument; head: FrontMatterResult } | undefined {
  const path = `${folder}/spec.md`
  const file = readText(reading.host, path, reading.diagnostics)
  if (file === undefined) return undefined
  const lines = file.text.split('\n')
  const head = readFrontMatter(path, lines, name, reading.diagnostics)
  const resolve = linkResolver(reading.host, path, reading.links)
  return { head, document: parseDocument(file, lines, head.end, resolve, reading.diagnostics) }
}

function readFurther(reading: Reading, path: string): ParsedDocument[] {
  const file = readText(reading.host, path, reading.diagnostics)
  if (file === undefined) return []
  return [parseDocument(file, file.text.split('\n'), 0, linkResolver(reading.host, path, reading.links), reading.diagnostics)]
}

function driverOf(reading: Reading, folder: string): Pick<Spec, 'driver'> {
  const file = readText(reading.host, `${folder}/driver.ts`, reading.diagnostics)
  return file === undefined ? {} : { driver: { path: file.path, digest: digestBytes(file.bytes) } }
}

function titleOf(document: ParsedDocument, diagnostics: Diagnostic[]): { title: string; summary: string } {
  const at = document.blocks.findIndex((block) => block.kind === 'heading' && block.level === 1)
  const next = document.blocks[at + 1]
  const title = document.blocks[at]?.text ?? ''
  const summary =
    at !== -1 && next?.kind === 'paragraph' ? foldSpace(withoutComments(document.lines.slice(next.from, next.to).join('\n'))) : ''
  if (title === '' || summary === '') {
    const what = title === '' ? 'the document has no title' : 'no sentence stands under the title'
    const line = (document.blocks[Math.max(at, 0)]?.from ?? 0) + 1
    diagnostics.push(readDiagnostic('TITLE_MISSING', what, { place: { file: document.path, line, column: 1 } }))
  }
  return { title, summary }
}

/** Added to and not copied: a copy would ask for the digest. */
const keep = ({ kept }: ParsedDocument, { stray }: ClausesResult): SpecDocument =>
  Object.assign(kept, { strayObligations: stray })

/** Versions, owners, status, rationale, examples and notes are no part of what is promised. */
function digestsOf(
  frontMatter: FrontMatter,
  sections: Sections,
  clauses: Spec['clauses'],
  surface: string,
  schemas: readonly Schema[],
  vectors: readonly Vector[],
): SpecDigests {
  const { name, depends, libraries, runs, may, assets } = frontMatter
  const clauseDigests = Object.fromEntries(clauses.map((clause) => [clause.id, clause.digest]))
  const vectorDigests = Object.fromEntries(vectors.map((vector) => [`${vector.operation}/${vector.name}`, vector.digest]))
  const types = digestList(schemas.map((schema) => [schema.name, schema.digest]))
  const normative = digestList([
    [name, [...depends].sort(), Object.entries(libraries).sort(), [...runs].sort(), [...may].sort(), [...assets].sort()],
    [surface, types, Object.entries(clauseDigests).sort(), Object.entries(vectorDigests).sort()],
    sections.terms,
    sections.parameters.map((row) => [row.name, row.value, row.unit, row.why]),
    sections.errors.map((row) => [row.code, row.when, row.clauses, row.caller]),
    sections.budgets.map((row) => [row.id, row.operation, row.measure, row.bound, row.against]),
  ])
  return { normative, surface, types, clauses: clauseDigests, vectors: vectorDigests }
}

/** Lists alone, whose text is the same on every machine without sorting keys. */
const digestList = (list: readonly unknown[]): string => digestBytes(JSON.stringify(list))
