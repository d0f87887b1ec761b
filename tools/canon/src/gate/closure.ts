import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import { digestBytes } from '../base/digest.ts'
import { stripModule } from '../base/strip.ts'
import { type Host, HostError } from '../host/host.ts'

const FILES_MAX = 500
const FILE_BYTES_MAX = 4 * 1024 * 1024

/** Every file of the workspace that these modules consist of, themselves included, by path relative to the root, with digests. */
export function moduleClosure(host: Host, entries: readonly string[]): Record<string, string> {
  const digests: Record<string, string> = {}
  const waiting = [...entries]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (digests[path] !== undefined || Object.keys(digests).length >= FILES_MAX) continue
    const bytes = readOrUndefined(host, path)
    // What is missing is part of the key as well: its appearance changes the verdict.
    digests[path] = bytes === undefined ? 'absent' : digestBytes(bytes)
    if (bytes !== undefined && path.endsWith('.ts')) waiting.push(...relativeImports(path, digests[path]!, bytes))
  }
  return digests
}

/** Names of the installed packages that modules of the workspace load, ascending; types load nothing. */
export function importedPackages(host: Host, paths: readonly string[]): string[] {
  const requests = paths.flatMap((path) => {
    const bytes = path.endsWith('.ts') ? readOrUndefined(host, path) : undefined
    return bytes === undefined ? [] : requestsOf(path, stripModule(path, new TextDecoder().decode(bytes)))
  })
  const names = requests
    .filter((request) => !/^(?:[.#]|node:|@canon\/contract$)/u.test(request))
    .map((request) => request.split('/', request.startsWith('@') ? 2 : 1).join('/'))
  return [...new Set(names)].sort()
}

const known = new Map<string, readonly string[]>()
const KNOWN_MAX = 4000

/** Paths relative to the root; the requests of the same bytes are parsed once a process. */
function relativeImports(path: string, digest: string, bytes: Uint8Array): string[] {
  const requests =
    known.get(digest) ?? requestsOf(path, new TextDecoder().decode(bytes)).filter((request) => request.startsWith('.'))
  if (known.size < KNOWN_MAX) known.set(digest, requests)
  return requests.map((request) => posix.join(posix.dirname(path), request))
}

function requestsOf(path: string, source: string): string[] {
  const { module } = parseSync(path, source)
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : [])),
    ),
  ]
}

export function readOrUndefined(host: Host, path: string): Uint8Array | undefined {
  try {
    return host.read(posix.join(host.root, path), FILE_BYTES_MAX)
  } catch (error) {
    if (error instanceof HostError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}
