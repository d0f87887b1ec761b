import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** `sha256:` and 64 hex digits. */
export function digestBytes(bytes: Uint8Array | string): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`
}

/** Digest of a JSON value, independent of the order of its keys. */
export function digestJson(value: unknown): string {
  return digestBytes(canonicalJson(value))
}

/** Digest over paths and their digests; the order of insertion does not matter. */
export function digestTree(files: Readonly<Record<string, string>>): string {
  return digestJson(files)
}
