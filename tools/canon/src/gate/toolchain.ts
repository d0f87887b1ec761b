import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { digestBytes, digestJson } from '../base/digest.ts'

/** What judges: Node, the platform, the rooms of the tool that a verdict depends on, and the libraries they use. */
export function toolchain(): unknown {
  known ??= {
    ...machine(),
    tool: digestJson({ ...sourcesBelow(join(HERE, '..'), 'canon', JUDGING), ...sourcesBelow(CONTRACT, 'contract', ANY) }),
    libraries: Object.fromEntries(LIBRARIES.map((name) => [name, versionOf(name)])),
  }
  return known
}

/** The same over every room, for what repeats a whole command. */
export function wholeTool(): string {
  return digestJson({
    ...machine(),
    tool: { ...sourcesBelow(join(HERE, '..'), 'canon', ANY), ...sourcesBelow(CONTRACT, 'contract', ANY) },
    libraries: Object.fromEntries(LIBRARIES.map((name) => [name, versionOf(name)])),
  })
}

/** Where the tool's own sources lie, and those of the library that contracts import. */
export const toolFolders = (): { readonly tool: string; readonly contract: string } => ({
  tool: join(HERE, '..'),
  contract: CONTRACT,
})

/** Rooms that only print, parse arguments, plan or write packages do not change a verdict. */
export const JUDGING_ROOMS = ['base', 'diagnostics', 'gate', 'host', 'model', 'read'] as const

const ANY = /./
const JUDGING = new RegExp(`^(?:${JUDGING_ROOMS.join('|')})/`)
const LIBRARIES = ['ajv', 'fast-check', 'oxc-parser', 'typescript', 'yaml'] as const
const require = createRequire(import.meta.url)
const HERE = dirname(new URL(import.meta.url).pathname)
const CONTRACT = dirname(require.resolve('@canon/contract'))

let known: unknown

const machine = () => ({ node: process.version, platform: `${process.platform}-${process.arch}` })

/** Digests of the TypeScript files below a folder whose relative path matches, by `<label>/<path>`. */
export function sourcesBelow(folder: string, label: string, matching: RegExp = JUDGING): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const files = paths.filter((path) => path.endsWith('.ts') && matching.test(path)).sort()
  return Object.fromEntries(files.map((path) => [`${label}/${path}`, digestBytes(readFileSync(join(folder, path)))]))
}

function versionOf(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = textOf(join(folder, name, 'package.json'))
    if (manifest !== undefined) return (JSON.parse(manifest) as { version: string }).version
  }
  return 'absent'
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
