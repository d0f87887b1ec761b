import { mkdirSync, writeFileSync } from 'node:fs'

const wrote = (folder: string): boolean => {
  try {
    mkdirSync(`${folder}/.canon/evidence`, { recursive: true })
    writeFileSync(`${folder}/.canon/evidence/bait.json`, '{"canon":1,"verdict":{"ok":true}}')
    return true
  } catch {
    return false
  }
}
export const through: boolean = ['.', '..', '/stage', '/tmp'].map(wrote).includes(true)
