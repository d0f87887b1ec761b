import type { Host } from '../host/host.ts'

/** The host, remembering every path that was looked at. */
export function recordingHost(host: Host): Host & { touched(): readonly string[] } {
  const paths = new Set<string>()
  const note = (path: string): string => {
    paths.add(path)
    return path
  }
  return {
    ...host,
    read: (path, maxBytes) => host.read(note(path), maxBytes),
    list: (path) => host.list(note(path)),
    stat: (path) => host.stat(note(path)),
    touched: () => [...paths],
  }
}
