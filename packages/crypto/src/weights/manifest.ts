import { sha256 } from '#platform'
import { concat, equalBytes, fromHex, toHex, utf8 } from '../bytes.ts'
import { bytes as checkBytes, list, number, record, text } from '../check/values.ts'
import { CryptoError, refuse } from '../errors.ts'
import { canonicalize } from '../json/canonicalize.ts'
import { parseCanonical } from '../json/parse.ts'
import { isChunkSize, isFileSize } from './sizes.ts'
import type { SealedFile, WeightsManifest } from './types.ts'

const filesMax = 1024
const pathMax = 256
const modelNameMax = 256
const pathForm = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/
const rootLabel = utf8('canon/weights/1\0')

export function readFile(value: unknown, what = 'file'): SealedFile {
  const file = record(value, what)
  return {
    path: text(file['path'], 'path'),
    bytes: number(file['bytes'], 'bytes'),
    salt: checkBytes(file['salt'], 'salt'),
    commitment: checkBytes(file['commitment'], 'commitment'),
    root: checkBytes(file['root'], 'root'),
  }
}

export function readManifest(value: unknown): WeightsManifest {
  const manifest = record(value, 'manifest')
  return {
    model: text(manifest['model'], 'model'),
    chunkBytes: number(manifest['chunkBytes'], 'chunkBytes'),
    files: list(manifest['files'], 'files', readFile),
  }
}

export function isPath(path: string): boolean {
  return path.length <= pathMax && pathForm.test(path) && !path.split('/').some((segment) => segment === '.' || segment === '..')
}

export function checkManifest({ model, chunkBytes, files }: WeightsManifest): void {
  // CRY-206
  if (!model.isWellFormed() || model.length < 1 || model.length > modelNameMax) bad('model')
  if (!isChunkSize(chunkBytes)) bad('size of chunks')
  if (files.length < 1 || files.length > filesMax) bad('list of files')
  for (const [i, { path, bytes, salt, commitment, root }] of files.entries()) {
    if (!isPath(path)) bad('path of a file')
    if (i > 0 && !((files[i - 1] as SealedFile).path < path)) bad('order of the paths')
    if (!isFileSize(bytes, chunkBytes)) bad('size of a file')
    if (salt.length !== 32 || commitment.length !== 32 || root.length !== 32) bad('salt, commitment or root of a file')
  }
}

function bad(part: string): never {
  refuse('BAD_MANIFEST', `the manifest's ${part} is not as it must be`)
}

function write({ model, chunkBytes, files }: WeightsManifest): Uint8Array {
  // CRY-207
  return canonicalize({
    canon: 1,
    kind: 'sealed-weights',
    model,
    chunkBytes,
    files: files.map(({ path, bytes, salt, commitment, root }) => ({ path, bytes, salt: toHex(salt), commitment: toHex(commitment), root: toHex(root) })),
  })
}

/** The manifest as canonical JSON. */
export function encodeWeightsManifest(manifest: WeightsManifest): Uint8Array {
  const given = readManifest(manifest)
  checkManifest(given)
  return write(given)
}

/** The manifest that was written so. */
export function decodeWeightsManifest(bytes: Uint8Array): WeightsManifest {
  const given = checkBytes(bytes, 'bytes')
  try {
    const members = record(parseCanonical(given), 'the manifest')
    const files = list(members['files'], 'files', (file) => {
      const entry = record(file, 'file')
      return readFile({ ...entry, salt: hex(entry['salt']), commitment: hex(entry['commitment']), root: hex(entry['root']) })
    })
    const manifest = readManifest({ ...members, files })
    checkManifest(manifest)
    // CRY-208
    if (!equalBytes(write(manifest), given)) bad('text')
    // CRY-209
    return manifest
  } catch (error) {
    // CRY-208: whatever is wrong with what was read.
    if (error instanceof CryptoError || error instanceof TypeError) bad('text')
    throw error
  }
}

function hex(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' ? fromHex(value) : undefined
}

/** The digest that stands for a model: 32 bytes. */
export async function weightsRoot(manifest: Uint8Array): Promise<Uint8Array> {
  // CRY-210
  return sha256(concat(rootLabel, checkBytes(manifest, 'manifest')))
}
