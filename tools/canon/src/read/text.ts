import { readDiagnostic } from '../diagnostics/read.ts'
import { type Host, HostError } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** A text file that people wrote, with CRLF read as LF. */
export interface TextFile {
  /** Relative to the root. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly text: string
}

/** One mebibyte: two hundred times a full page. */
export const documentBytesMax = 1024 * 1024

/** Reads a UTF-8 file under the root; every fault is a diagnostic and gives undefined. */
export function readText(host: Host, path: string, diagnostics: Diagnostic[], maxBytes = documentBytesMax): TextFile | undefined {
  const place = { file: path, line: 1, column: 1 }
  let bytes: Uint8Array
  try {
    bytes = host.read(`${host.root}/${path}`, maxBytes)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    if (error.code === 'TOO_LARGE')
      diagnostics.push(readDiagnostic('FILE_TOO_LARGE', `${path} is larger than ${maxBytes} bytes`, { place }))
    else diagnostics.push(readDiagnostic('FILE_UNREADABLE', `${path} cannot be read: ${error.code}`, { place }))
    return undefined
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    diagnostics.push(readDiagnostic('FILE_HAS_BOM', `${path} begins with a byte order mark`, { place }))
    return undefined
  }
  const text = decode(bytes)
  if (text === undefined) {
    diagnostics.push(readDiagnostic('FILE_NOT_UTF8', `${path} is not UTF-8`, { place }))
    return undefined
  }
  return { path, bytes, text: text.includes('\r') ? text.replaceAll('\r\n', '\n') : text }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}
