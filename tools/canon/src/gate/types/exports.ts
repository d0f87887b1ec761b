import { parseSync } from 'oxc-parser'

/** Names that `entry` exports, types included, following its own files; `undefined` members stand for what leads out of the package. */
export function exportedNames(files: Readonly<Record<string, Uint8Array>>, entry: string): Set<string> {
  const names = new Set<string>()
  collect(entry, names, new Set())
  return names

  function collect(path: string, into: Set<string>, seen: Set<string>): void {
    const bytes = files[path]
    if (bytes === undefined || seen.has(path)) return
    seen.add(path)
    const { module } = parseSync(path, new TextDecoder().decode(bytes))
    for (const { entries } of module.staticExports)
      for (const item of entries) {
        if (item.exportName.kind === 'Name') into.add(item.exportName.name!)
        else if (item.exportName.kind === 'Default') into.add('default')
        else if (item.importName.kind === 'AllButDefault' && item.moduleRequest?.value.startsWith('.'))
          collect(resolve(path, item.moduleRequest.value), into, seen)
        else if (item.moduleRequest) into.add(`* from ${item.moduleRequest.value}`)
      }
  }
}

function resolve(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
