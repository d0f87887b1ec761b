import { ProviderError } from '@canon/contract'
import { H, leafOf } from '../../oracle/merkle.ts'
import { checkpointText, utf8 } from '../../oracle/notes.ts'

/** A hash that is no root of any tree here, and the text of a checkpoint with it. */
export const ROOT = H(utf8('root'))
export const BODY = checkpointText('example.com/log', 5, ROOT)

export const hashesOf = (list: readonly Uint8Array[]) => list.map(leafOf)

/** The code of the refusal in which a call ends, or its error's name; undefined when it succeeds. */
export async function code(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call
    return undefined
  } catch (error) {
    if (error instanceof ProviderError) return error.code ?? error.name
    throw error
  }
}
