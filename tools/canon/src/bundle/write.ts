import { dirname, join, resolve, sep } from 'node:path'
import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import type { Host } from '../host/host.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** Writes a bundle into a new or empty folder outside the repository; diagnostics instead where it may not. */
export function writeBundle(host: Host, bundle: Bundle, folder: string): Diagnostic[] {
  const target = resolve(folder)
  if (within(settled(host, target), host.realPath(host.root)))
    return [bundleDiagnostic('BUNDLE_FOLDER_INSIDE', `"${folder}" lies inside the repository.`)]
  const stat = host.stat(target)
  if (stat !== undefined && (stat.kind !== 'folder' || host.list(target).length > 0))
    return [bundleDiagnostic('BUNDLE_FOLDER_NOT_EMPTY', `"${folder}" is not an empty folder.`)]
  for (const [path, bytes] of Object.entries(bundle.files)) host.write(join(target, path), bytes)
  return []
}

/** The real path of what exists of it, so that a link does not lead back inside. */
function settled(host: Host, path: string): string {
  if (host.stat(path) !== undefined || dirname(path) === path) return host.realPath(path)
  return join(settled(host, dirname(path)), path.slice(dirname(path).length))
}

const within = (path: string, root: string) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
