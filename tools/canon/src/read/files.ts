import { readDiagnostic } from '../diagnostics/read.ts'
import type { Entry, Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** What lies in a subsystem's folder, as names relative to it. */
export interface SpecFiles {
  readonly documents: readonly string[]
  readonly contracts: readonly string[]
  readonly examples: readonly string[]
  /** `<operation>/<file>.json`. */
  readonly vectors: readonly string[]
  readonly driver: boolean
  readonly measurements: boolean
  /** Names of the folder itself that were refused. */
  readonly refused: readonly string[]
}

const filesMax = 4000

/** Lists a subsystem's folder without following a link; links are diagnostics and are left out. */
export function listSpecFolder(host: Host, folder: string, diagnostics: Diagnostic[]): SpecFiles {
  const refused: string[] = []
  const top = listPlain(host, folder, diagnostics, refused)
  const has = (name: string, kind: Entry['kind']) => top.some((entry) => entry.name === name && entry.kind === kind)
  const contracts = has('contracts', 'folder') ? filesOf(listPlain(host, `${folder}/contracts`, diagnostics)) : []
  return {
    documents: filesOf(top).filter((name) => name.endsWith('.md')),
    contracts: contracts.filter((name) => name.endsWith('.contract.ts')),
    examples: contracts.filter((name) => name.endsWith('.examples.json')),
    vectors: has('vectors', 'folder') ? listVectors(host, `${folder}/vectors`, diagnostics) : [],
    driver: has('driver.ts', 'file'),
    measurements: has('budgets.ts', 'file'),
    refused,
  }
}

function listVectors(host: Host, folder: string, diagnostics: Diagnostic[]): string[] {
  const paths: string[] = []
  for (const entry of listPlain(host, folder, diagnostics)) {
    if (entry.kind !== 'folder') {
      const place = { file: `${folder}/${entry.name}`, line: 1, column: 1 }
      if (entry.name.endsWith('.json'))
        diagnostics.push(readDiagnostic('VECTOR_PATH', `${entry.name} is in no operation's folder`, { place }))
      continue
    }
    for (const name of filesOf(listPlain(host, `${folder}/${entry.name}`, diagnostics)))
      if (name.endsWith('.json')) paths.push(`${entry.name}/${name}`)
  }
  if (paths.length <= filesMax) return paths
  const place = { file: folder, line: 1, column: 1 }
  diagnostics.push(readDiagnostic('TOO_MANY_FILES', `${folder} holds ${paths.length} vectors, more than ${filesMax}`, { place }))
  return []
}

const filesOf = (entries: readonly Entry[]): string[] => entries.filter(({ kind }) => kind === 'file').map(({ name }) => name)

function listPlain(host: Host, folder: string, diagnostics: Diagnostic[], refused: string[] = []): Entry[] {
  return host.list(`${host.root}/${folder}`).filter(({ name, kind }) => {
    if (kind === 'file' || kind === 'folder') return true
    refused.push(name)
    const place = { file: `${folder}/${name}`, line: 1, column: 1 }
    if (kind === 'link') diagnostics.push(readDiagnostic('FILE_IS_LINK', `${folder}/${name} is a symbolic link`, { place }))
    else diagnostics.push(readDiagnostic('FILE_UNREADABLE', `${folder}/${name} is neither a file nor a folder`, { place }))
    return false
  })
}
