import { digestBytes } from '../base/digest.ts'
import type { Host } from '../host/host.ts'
import type { Memo } from '../read/memo.ts'
import { checkMark } from './check-cache.ts'

/** A memo kept in one file between runs, its first line the digest of the rest: anything but what was written is ignored. */
export function fileMemo(host: Host): Memo & { save(): void } {
  const path = `${host.root}/.canon/cache/parsed.json`
  const tool = digestBytes(checkMark(host))
  const before = load(host, path, tool)
  const used = new Map<string, unknown>()
  let changed = false
  return {
    get: <T>(kind: string, text: string, make: () => T): T => {
      const key = `${kind} ${digestBytes(text)}`
      const known = before.get(key)
      if (known === undefined) changed = true
      const value = (known as T | undefined) ?? make()
      used.set(key, value)
      return value
    },
    save: () => {
      if (!changed && used.size === before.size) return
      const body = JSON.stringify({ tool, entries: [...used] })
      host.write(path, `${digestBytes(body)}\n${body}`)
    },
  }
}

function load(host: Host, path: string, tool: string): ReadonlyMap<string, unknown> {
  try {
    const text = Buffer.from(host.read(path, 256 * 1024 * 1024)).toString()
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    if (digestBytes(body) !== text.slice(0, end)) return new Map()
    const kept = JSON.parse(body) as { tool: string; entries: [string, unknown][] }
    return kept.tool === tool ? new Map(kept.entries) : new Map()
  } catch {
    return new Map()
  }
}
