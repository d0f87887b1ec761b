import type { Host } from '../host/host.ts'

/** Changes with the files of these rooms of the tool and with Node. */
export function toolMark(host: Host, rooms: readonly string[]): string {
  const marks = [process.version]
  for (const room of rooms) marks.push(...folderMarks(host, `${import.meta.dirname}/../${room}`))
  return marks.join('\n')
}

const depthMax = 8

/** Name, size and time of every file below; nothing for a folder that is not there. */
export function folderMarks(host: Host, folder: string, depth = 0): string[] {
  if (depth > depthMax || host.stat(folder)?.kind !== 'folder') return []
  return host.list(folder).flatMap(({ name, kind }) => {
    const path = `${folder}/${name}`
    if (kind === 'folder') return folderMarks(host, path, depth + 1)
    const stat = host.stat(path)
    return [`${name} ${stat?.sizeBytes} ${stat?.modifiedMs}`]
  })
}
