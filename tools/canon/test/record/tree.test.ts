import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPlainPath, readTree, treeOf } from '../../src/base/tree.ts'
import { memoryHost } from '../../src/host/memory.ts'
import { nodeHost } from '../../src/host/node.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canon-tree-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/a.ts'), 'a')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const codes = () => readTree(nodeHost(folder), folder).diagnostics.map(({ code }) => code)

describe('a tree', () => {
  it('is every file but the lock and what is installed, and its digest moves with every byte and name', () => {
    writeFileSync(join(folder, 'canon.lock.json'), '{}')
    mkdirSync(join(folder, 'node_modules'))
    writeFileSync(join(folder, 'node_modules/x'), '')
    const { tree, files, diagnostics } = readTree(nodeHost(folder), folder)
    expect(diagnostics).toEqual([])
    expect(Object.keys(tree.files)).toEqual(['src/a.ts'])
    expect(treeOf(files)).toEqual(tree)
    writeFileSync(join(folder, 'src/a.ts'), 'b')
    expect(readTree(nodeHost(folder), folder).tree.digest).not.toBe(tree.digest)
    expect(treeOf({ 'src/b.ts': files['src/a.ts']! }).digest).not.toBe(tree.digest)
  })

  it('refuses symbolic links, to files and to folders, and hard links', () => {
    expect(codes()).toEqual([])
    symlinkSync('/etc/hostname', join(folder, 'src/file-link'))
    symlinkSync('/etc', join(folder, 'src/folder-link'))
    expect(codes()).toEqual(['TREE_LINK', 'TREE_LINK'])
    rmSync(join(folder, 'src/file-link'))
    rmSync(join(folder, 'src/folder-link'))
    linkSync(join(folder, 'src/a.ts'), join(folder, 'src/b.ts'))
    expect(codes()).toEqual(['TREE_LINK', 'TREE_LINK'])
  })

  it('refuses odd names and names equal but for case', () => {
    writeFileSync(join(folder, 'src/with space.ts'), '')
    writeFileSync(join(folder, 'src/A.ts'), '')
    expect(codes()).toEqual(['TREE_ODD_NAME', 'TREE_ODD_NAME'])
  })

  it('refuses more than 2,000 files and more than 64 MiB, and takes exactly as much', () => {
    const many = (count: number) => memoryHost(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p/f${i}`, 'x'])))
    expect(readTree(many(2000), '/memory/p').diagnostics).toEqual([])
    expect(readTree(many(2001), '/memory/p').diagnostics.map(({ code }) => code)).toEqual(['TREE_TOO_MANY_FILES'])
    const sized = (bytes: number) => {
      const host = memoryHost({ 'p/a': 'x', 'p/b': 'x' })
      return { ...host, stat: (path: string) => ({ ...host.stat(path)!, sizeBytes: bytes }) }
    }
    expect(readTree(sized(32 * 1024 * 1024), '/memory/p').diagnostics).toEqual([])
    expect(readTree(sized(32 * 1024 * 1024 + 1), '/memory/p').diagnostics.map(({ code }) => code)).toEqual(['TREE_TOO_LARGE'])
  })
})

describe('a plain path', () => {
  it('has no part that leads elsewhere', () => {
    expect(['src/index.ts', 'a-b_c.d/e'].every(isPlainPath)).toBe(true)
    for (const path of ['../x', 'a/../b', '/a', 'a//b', 'a/.', 'a\\b', 'a\0b', '']) expect(isPlainPath(path), path).toBe(false)
  })
})
