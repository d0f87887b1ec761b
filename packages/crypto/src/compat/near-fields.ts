import { fromUtf8, utf8 } from '../bytes.ts'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { copyJson } from '../json/copy.ts'
import type { JsonValue } from '../json/value.ts'
import { checkAlgorithm, checkNearPublic, checkNearSecret, checkPlaintext, openNear, sealNear } from './near.ts'
import type { WeakNearAlgorithm } from './types.ts'

type Path = readonly (string | number)[]

interface Field {
  path: Path
  text: string
}

/** Whether a string at this place of a body is a field. */
function isField(path: Path): boolean {
  const below = path[0] === 'messages' ? path.slice(2) : path[0] === 'choices' && (path[2] === 'message' || path[2] === 'delta') ? path.slice(3) : []
  if (typeof path[1] !== 'number') return false
  if (below.length === 1) return below[0] === 'content' || below[0] === 'reasoning_content' || below[0] === 'reasoning'
  return below.length === 2 && below[0] === 'audio' && below[1] === 'data'
}

/** A copy of the body, and its fields that are not empty, in its order. */
function readBody(body: unknown): { copy: JsonValue; fields: Field[] } {
  const fields: Field[] = []
  const copy = copyJson(body, 'body', (text, path) => {
    if (text !== '' && isField(path)) fields.push({ path: [...path], text })
    return text
  })
  return { copy, fields }
}

function put(copy: JsonValue, path: Path, text: string): void {
  let place = copy as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>
  place[path.at(-1) as string] = text
}

/** The body with each field that is not empty sealed. */
export async function weakNearSealFields(algorithm: WeakNearAlgorithm, publicKey: Uint8Array, body: JsonValue): Promise<JsonValue> {
  const name = checkAlgorithm(algorithm)
  const key = bytes(publicKey, 'publicKey')
  const { copy, fields } = readBody(body)
  // CRY-265
  if (fields.length === 0) return copy
  const theirs = checkNearPublic(name, key)
  for (const { path, text } of fields) {
    const plaintext = utf8(text)
    checkPlaintext(plaintext)
    // CRY-263
    if (!text.isWellFormed()) refuse('BAD_STRING', 'a field is not well-formed')
    put(copy, path, await sealNear(name, theirs, plaintext))
  }
  return copy
}

/** The body with each field that is not empty opened. */
export async function weakNearOpenFields(algorithm: WeakNearAlgorithm, secretKey: Uint8Array, body: JsonValue): Promise<JsonValue> {
  const name = checkAlgorithm(algorithm)
  const key = bytes(secretKey, 'secretKey')
  const { copy, fields } = readBody(body)
  // CRY-265
  if (fields.length === 0) return copy
  checkNearSecret(name, key)
  const held = key.slice()
  try {
    // CRY-264
    for (const { path, text } of fields) {
      const opened = fromUtf8(await openNear(name, held, text))
      put(copy, path, opened ?? refuse('BAD_UTF8', 'an opened field is not UTF-8'))
    }
  } finally {
    held.fill(0)
  }
  return copy
}
