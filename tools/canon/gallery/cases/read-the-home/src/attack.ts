import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'

const reads = (folder: () => string): boolean => {
  try {
    return readdirSync(folder()).length > 0
  } catch {
    return false
  }
}
export const through: boolean = [homedir, () => '/root', () => '/home', () => '/etc', () => '/var'].some(reads)
