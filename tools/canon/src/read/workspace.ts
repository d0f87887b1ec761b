import { readDiagnostic } from '../diagnostics/read.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { LinkTarget, Spec, SpecDocument } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { readConfig } from './config.ts'
import { parseDocument } from './document.ts'
import { linkResolver } from './links.ts'
import { type Memo, noMemo } from './memo.ts'
import { type Reading, readSpec } from './spec.ts'
import { readTable } from './table.ts'
import { readText } from './text.ts'

export interface ReadOptions {
  /** These subsystems, what they depend on, and whoever has a contract with them; all when left out. */
  readonly only?: readonly string[]
  readonly memo?: Memo
}

const foldersMax = 10_000

/** Reads everything people own; what cannot be read is in `diagnostics`. */
export function readWorkspace(host: Host, options: ReadOptions = {}): Workspace {
  const { config, diagnostics: configDiagnostics } = readConfig(host)
  const diagnostics: Diagnostic[] = [...configDiagnostics]
  const links = new Map<string, LinkTarget['found']>()
  const reading: Reading = { host, specs: config.specs, memo: options.memo ?? noMemo, links, diagnostics }
  const folders = listFolders(reading)
  const specs = options.only === undefined ? readAll(reading, folders) : readOnly(reading, folders, options.only)
  const conventions = readBeside(reading, folders, 'CONVENTIONS.md')
  return {
    root: host.root,
    config,
    specs,
    folders: folders.names,
    index: readIndex(reading, folders),
    ...(conventions === undefined ? {} : { conventions: conventions.document }),
    diagnostics,
  }
}

interface Folders {
  readonly names: readonly string[]
  readonly files: readonly string[]
}

function listFolders({ host, specs, diagnostics }: Reading): Folders {
  const place = { file: specs, line: 1, column: 1 }
  if (host.stat(`${host.root}/${specs}`)?.kind !== 'folder') {
    diagnostics.push(readDiagnostic('SPECS_MISSING', `${specs}/ is not a folder`, { place }))
    return { names: [], files: [] }
  }
  const entries = host.list(`${host.root}/${specs}`)
  for (const { name, kind } of entries)
    if (kind === 'link')
      diagnostics.push(
        readDiagnostic('FILE_IS_LINK', `${specs}/${name} is a symbolic link`, {
          place: { file: `${specs}/${name}`, line: 1, column: 1 },
        }),
      )
  const names = entries.filter(({ name, kind }) => kind === 'folder' && !name.startsWith('.')).map(({ name }) => name)
  if (names.length > foldersMax)
    diagnostics.push(
      readDiagnostic('TOO_MANY_FILES', `${specs}/ holds ${names.length} folders, more than ${foldersMax}`, { place }),
    )
  return { names: names.slice(0, foldersMax), files: entries.filter(({ kind }) => kind === 'file').map(({ name }) => name) }
}

function readAll(reading: Reading, folders: Folders): Spec[] {
  const specs: Spec[] = []
  for (const name of folders.names) {
    const spec = readSpec(reading, name)
    if (spec !== undefined) specs.push(spec)
  }
  return specs
}

function readOnly(reading: Reading, folders: Folders, only: readonly string[]): Spec[] {
  const read = new Map<string, Spec | undefined>()
  const queue = only
    .flatMap((name) => [name, ...consumersOf(reading, folders, name)])
    .filter((name) => folders.names.includes(name))
  for (let at = 0; at < queue.length; at++) {
    const name = queue[at]!
    if (read.has(name)) continue
    const spec = readSpec(reading, name)
    read.set(name, spec)
    for (const dependency of spec?.frontMatter.depends ?? []) if (folders.names.includes(dependency)) queue.push(dependency)
  }
  return folders.names.map((name) => read.get(name)).filter((spec) => spec !== undefined)
}

const consumersOf = ({ host, specs }: Reading, folders: Folders, provider: string): string[] =>
  folders.names.filter((name) => host.stat(`${host.root}/${specs}/${name}/contracts/${provider}.contract.ts`)?.kind === 'file')

interface Beside {
  readonly document: SpecDocument
  readonly names: readonly string[]
  readonly places: Readonly<Record<string, Place>>
}

/** A document beside the subsystems' folders, and the folders that the first cells of its tables link to or name. */
function readBeside(reading: Reading, folders: Folders, name: string): Beside | undefined {
  if (!folders.files.includes(name)) return undefined
  const path = `${reading.specs}/${name}`
  const file = readText(reading.host, path, reading.diagnostics)
  if (file === undefined) return undefined
  const lines = file.text.split('\n')
  const resolve = linkResolver(reading.host, path, reading.links)
  const document = parseDocument(file, lines, 0, resolve, reading.diagnostics)
  const places: Record<string, Place> = {}
  for (const block of document.blocks)
    if (block.kind === 'table')
      for (const { cells, line } of readTable(lines, block).rows) {
        const cell = cells[0] ?? ''
        const subsystem = /^\[?[`*]*([a-z][a-z0-9-]*)[`*]*(?:\]\([^)]*\))?$/.exec(cell)?.[1]
        if (subsystem !== undefined) places[subsystem] ??= { file: path, line: line + 1, column: 1 }
      }
  return { document: document.kept, names: Object.keys(places), places }
}

function readIndex(reading: Reading, folders: Folders): Workspace['index'] {
  const path = `${reading.specs}/README.md`
  const index = readBeside(reading, folders, 'README.md')
  return {
    path,
    present: index !== undefined,
    names: index?.names ?? [],
    ...(index && { places: index.places, document: index.document }),
  }
}
