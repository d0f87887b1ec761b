import { readFileSync } from 'node:fs'

const reads = (path: string): boolean => {
  try {
    return readFileSync(path).length > 0
  } catch {
    return false
  }
}
export const through: boolean = ['/proc/1/cmdline', '/proc/self/environ', '/proc/self/maps', '/proc/cpuinfo', '/proc/self/fd/0'].some(reads)
