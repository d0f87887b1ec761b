import { posix } from 'node:path'
import type { Host } from '../host/host.ts'
import type { LinkTarget } from '../model/spec.ts'

/** What a link leads to; empty for links with a scheme. */
export type Resolve = (target: string) => { readonly leadsTo?: LinkTarget }

/** Resolves the links of the document at `path` against the files under the root; each target is looked up once. */
export function linkResolver(host: Host, path: string, seen: Map<string, LinkTarget['found']>): Resolve {
  const folder = posix.dirname(path)
  return (target) => {
    if (/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(target)) return {}
    const [file = '', anchor = ''] = splitAnchor(target)
    // The document itself is there: it is being read.
    if (file === '') return { leadsTo: { path, anchor, found: 'file' } }
    const joined = posix.normalize(posix.join(folder, safeDecode(file)))
    if (joined === '..' || joined.startsWith('../') || file.startsWith('/'))
      return { leadsTo: { path: '', anchor, found: 'outside' } }
    const clean = joined.replace(/\/$/, '')
    let found = seen.get(clean)
    if (found === undefined) {
      found = lookUp(host, clean)
      seen.set(clean, found)
    }
    return { leadsTo: { path: found === 'outside' ? '' : clean, anchor, found } }
  }
}

function splitAnchor(target: string): [string, string] {
  const at = target.indexOf('#')
  return at === -1 ? [target, ''] : [target.slice(0, at), safeDecode(target.slice(at + 1))]
}

function lookUp(host: Host, path: string): LinkTarget['found'] {
  const stat = host.stat(`${host.root}/${path}`)
  if (stat === undefined) return 'nothing'
  if (stat.kind === 'file' || stat.kind === 'folder') return stat.kind
  return 'outside'
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
