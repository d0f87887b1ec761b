import { readdirSync } from 'node:fs'

const found = (folder: string, depth: number): boolean => {
  try {
    return readdirSync(folder, { withFileTypes: true }).some(
      (entry) => entry.name === 'driver.ts' || (depth > 0 && entry.isDirectory() && found(`${folder}/${entry.name}`, depth - 1)),
    )
  } catch {
    return false
  }
}
export const through: boolean = ['/specs', './specs', '../specs', '/stage', '/tmp', '/home'].some((folder) => found(folder, 5))
