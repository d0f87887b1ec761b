import { readdirSync } from 'node:fs'

const found = (folder: string, depth: number): boolean => {
  try {
    return readdirSync(folder, { withFileTypes: true }).some(
      (entry) => (folder.endsWith('/@canon') && !['bait', 'unit'].includes(entry.name)) || (depth > 0 && entry.isDirectory() && found(`${folder}/${entry.name}`, depth - 1)),
    )
  } catch {
    return false
  }
}
export const through: boolean = ['/stage/node_modules', '/tmp', '/packages', '.'].some((folder) => found(folder, 5))
