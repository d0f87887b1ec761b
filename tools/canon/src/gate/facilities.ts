import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ContractContext, Facility } from '@canon/contract'
import { digestBytes, digestJson } from '../base/digest.ts'
import type { Host } from '../host/host.ts'

/** What laws read outside the repository: path below the field's folder, a folder's with `/` at its end, to digest or `absent`. */
export type FacilityDigests = Readonly<Record<string, string>>

/** Where the field's vectors lie. */
export const fieldFolder = (host: Host) => process.env.CANON_VECTORS ?? join(host.root, '..', 'shared', 'vectors')

/** Whether everything that laws read there is as it was. */
export function facilitiesHold(host: Host, digests: FacilityDigests): boolean {
  const folder = fieldFolder(host)
  return Object.entries(digests).every(([path, digest]) => {
    // Asked of the host as well, so that a command which keeps its answer keeps what it depends on.
    host.stat(join(folder, path))
    return digestNow(folder, path) === digest
  })
}

const FILE_BYTES_MAX = 64 * 1024 * 1024

type Readers = Pick<ContractContext<unknown>, 'field' | 'fieldText' | 'fieldBytes' | 'fieldFolder'>

/** The field's vectors, read when a law asks and noted with their digests; a folder that is absent is a missing facility, a broken file is an error. */
export function facilityReaders(folder: string, note: (path: string, digest: string) => void): Readers {
  const facility = <Row>(path: string, kind: 'file' | 'folder', load: () => readonly Row[]): Facility<Row> => {
    if (path.split('/').includes('..') || path.startsWith('/')) throw new TypeError(`${path} leaves the folder of vectors`)
    const noted = kind === 'file' ? path : `${path}/`
    return {
      facility: `field vectors ${path}`,
      load: () => {
        if (statSync(join(folder, path), { throwIfNoEntry: false }) !== undefined) return load()
        note(noted, ABSENT)
        return undefined
      },
    }
  }
  const read = (path: string): Buffer => {
    const bytes = bytesOf(join(folder, path))
    note(path, digestBytes(bytes))
    return bytes
  }
  const text = (path: string): string => read(path).toString()
  return {
    field: (path, rows) => facility(path, 'file', () => rows(JSON.parse(text(path)))),
    fieldText: (path, rows) => facility(path, 'file', () => rows(text(path))),
    fieldBytes: (path, rows) => facility(path, 'file', () => rows(new Uint8Array(read(path)))),
    fieldFolder: (path, row) =>
      facility(path, 'folder', () => {
        const names = vectorsBelow(join(folder, path))
        note(`${path}/`, digestJson(names))
        return names.map((name) => row(JSON.parse(text(join(path, name))), name))
      }),
  }
}

const ABSENT = 'absent'

const vectorsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()

function bytesOf(path: string): Buffer {
  if (statSync(path).size > FILE_BYTES_MAX) throw new RangeError(`${path} is larger than ${FILE_BYTES_MAX} bytes`)
  return readFileSync(path)
}

function digestNow(folder: string, path: string): string {
  const full = join(folder, path)
  try {
    if (statSync(full, { throwIfNoEntry: false }) === undefined) return ABSENT
    return path.endsWith('/') ? digestJson(vectorsBelow(full)) : digestBytes(bytesOf(full))
  } catch {
    return 'unreadable'
  }
}
