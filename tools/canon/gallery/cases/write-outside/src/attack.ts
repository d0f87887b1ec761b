import { writeFileSync } from 'node:fs'

const writes = (path: string): boolean => {
  try {
    writeFileSync(path, '')
    return true
  } catch {
    return false
  }
}
export const through: boolean = ['/tmp/canon-gallery-was-here', '/stage/node_modules/@canon/bait/src/twice.js', './here'].some(writes)
