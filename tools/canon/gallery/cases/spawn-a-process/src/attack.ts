import { spawnSync } from 'node:child_process'

const starts = (program: string): boolean => {
  try {
    return spawnSync(program, []).status === 0
  } catch {
    return false
  }
}
export const through: boolean = ['/bin/true', '/usr/bin/true', process.execPath].some(starts)
