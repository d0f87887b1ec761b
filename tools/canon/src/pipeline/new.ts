import { cliDiagnostic } from '../diagnostics/cli.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { readConfig } from '../read/config.ts'
import { draftSpec, draftVector, indexWith } from './new-draft.ts'
import type { Outcome } from './outcome.ts'

/** Writes `specs/<name>/spec.md`, its first vector and its row in the index. Never overwrites. */
export async function newCommand(host: Host, { name, owner }: { name: string; owner?: string | undefined }): Promise<Outcome> {
  if (!NAME.test(name) || name.length > NAME_LENGTH_MAX)
    return refused(cliDiagnostic('NEW_NAME_MALFORMED', `"${name}" cannot be a subsystem's name.`, { expected: String(NAME) }))
  const { config } = readConfig(host)
  const specs = `${host.root}/${config.specs}`
  const folder = `${specs}/${name}`
  if (host.stat(folder) !== undefined) return refused(cliDiagnostic('NEW_FOLDER_EXISTS', `${config.specs}/${name} exists.`))
  const taken = prefixesTaken(host, specs)
  const prefix = prefixesFor(name).find((candidate) => !taken.has(candidate))
  if (prefix === undefined)
    return refused(
      cliDiagnostic('NEW_PREFIX_TAKEN', `Clauses of "${name}" have no free prefix: ${prefixesFor(name).join(', ')} are taken.`),
    )

  const draft = { name, prefix, owner: owner ?? `@${name}` }
  const index = `${specs}/README.md`
  const before = host.stat(index) === undefined ? '' : text(host, index)
  host.write(`${folder}/spec.md`, draftSpec(draft))
  host.write(`${folder}/vectors/echo/001-three-bytes.json`, draftVector(draft))
  host.write(index, indexWith(before, draft))
  const document = `${config.specs}/${name}/spec.md`
  return {
    ok: true,
    diagnostics: [],
    data: { name, document, prefix, index: `${config.specs}/README.md`, next: `edit ${document}, then canon check` },
  }
}

const NAME = /^[a-z][a-z0-9]+(-[a-z0-9]+)*$/
const NAME_LENGTH_MAX = 40

const refused = (diagnostic: Diagnostic): Outcome => ({ ok: false, diagnostics: [diagnostic], data: null })

/** Three to six letters of the name, shortest first; two where the name has no more. */
function prefixesFor(name: string): readonly string[] {
  const letters = name.replaceAll(/[^a-z]/g, '').toUpperCase()
  const initials = name.split('-').map((word) => word[0]!.toUpperCase())
  const cut = [3, 4, 5, 6, 2].map((length) => letters.slice(0, length))
  return [...new Set([...cut, initials.join('').replaceAll(/[^A-Z]/g, '')])].filter((prefix) => /^[A-Z]{2,6}$/.test(prefix))
}

/** By a search over the text, so that a document with faults still keeps its prefix. */
function prefixesTaken(host: Host, specs: string): ReadonlySet<string> {
  const folders = host.stat(specs)?.kind === 'folder' ? host.list(specs).filter((entry) => entry.kind === 'folder') : []
  const documents = folders.map((entry) => `${specs}/${entry.name}/spec.md`)
  const found = documents
    .filter((path) => host.stat(path)?.kind === 'file')
    .flatMap((path) => [...text(host, path).matchAll(/^\*\*([A-Z]{2,6})-\d{3,}\*\*/gm)].map((match) => match[1]!))
  return new Set(found)
}

const text = (host: Host, path: string) => new TextDecoder().decode(host.read(path, BYTES_MAX))
const BYTES_MAX = 10 * 1024 * 1024
