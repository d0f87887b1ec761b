import type { Capability, FrontMatter } from '../../model/spec.ts'

/** Node modules that grant nothing beyond computing, and answer alike on every system. */
const PURE = new Set([
  'node:assert',
  'node:async_hooks',
  'node:buffer',
  'node:crypto',
  'node:events',
  'node:path/posix',
  'node:punycode',
  'node:querystring',
  'node:stream',
  'node:stream/promises',
  'node:stream/web',
  'node:string_decoder',
  'node:timers',
  'node:timers/promises',
  'node:util',
  'node:util/types',
  'node:zlib',
])

const GRANTED: Readonly<Record<Capability, readonly string[]>> = {
  net: ['node:net', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns', 'node:dns/promises'],
  fs: ['node:fs', 'node:fs/promises', 'node:os', 'node:sqlite'],
  process: ['node:child_process', 'node:process', 'node:os'],
  env: ['node:process'],
  workers: ['node:worker_threads'],
  native: [],
}

/** Globals that need a capability, and the capability. */
export const GUARDED_GLOBALS: Readonly<Record<string, Capability>> = {
  process: 'process',
  fetch: 'net',
  WebSocket: 'net',
  EventSource: 'net',
  XMLHttpRequest: 'net',
  navigator: 'env',
  Worker: 'workers',
  SharedWorker: 'workers',
  BroadcastChannel: 'workers',
  MessageChannel: 'workers',
  localStorage: 'fs',
  sessionStorage: 'fs',
  indexedDB: 'fs',
  WebAssembly: 'native',
}

/**
 * Globals of one platform, which a package for both may use in that platform's file only. `module` is none: an ES module has no such global, and the
 * word is wanted for other things.
 */
export const NODE_GLOBALS: ReadonlySet<string> = new Set([
  'Buffer',
  'global',
  'setImmediate',
  'clearImmediate',
  'require',
  '__dirname',
  '__filename',
])

/** Globals to take away before a package loads. */
export function removedGlobals(frontMatter: FrontMatter): string[] {
  const granted = (name: string) =>
    frontMatter.may.includes(GUARDED_GLOBALS[name]!) || (name === 'process' && frontMatter.may.includes('env'))
  return Object.keys(GUARDED_GLOBALS).filter((name) => !granted(name))
}

/** Why the module may not be imported from that file; undefined when it may. */
export function importRefusal(module: string, file: string, frontMatter: FrontMatter, scope: string): string | undefined {
  if (module === '#platform')
    return frontMatter.runs.length === 2 ? undefined : '`#platform` is for packages that run on both platforms'
  if (module.startsWith('node:')) return nodeRefusal(module, file, frontMatter)
  if (module.startsWith(`${scope}/`)) {
    const name = module.slice(scope.length + 1)
    return frontMatter.depends.includes(name) ? undefined : `"${name}" is not in \`depends\``
  }
  const library = Object.keys(frontMatter.libraries).find((name) => module === name || module.startsWith(`${name}/`))
  return library === undefined ? `"${module}" is neither in \`depends\` nor in \`libraries\`` : undefined
}

function nodeRefusal(module: string, file: string, frontMatter: FrontMatter): string | undefined {
  if (!frontMatter.runs.includes('node')) return '`runs` does not name node'
  if (frontMatter.runs.includes('browser') && file !== 'src/platform/node.ts')
    return 'a package that runs in browsers imports Node modules in src/platform/node.ts only'
  if (PURE.has(module)) return undefined
  return frontMatter.may.some((capability) => GRANTED[capability].includes(module)) ? undefined : '`may` does not grant it'
}
