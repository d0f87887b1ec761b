import { describe, expect, it } from 'vitest'
import { sandboxedCommand } from '../../src/generate/sandbox.ts'

const sight = { folder: '/var/bundle', home: '/var/home', node: '/home/me/repository/node', shows: [] as string[] }

/** Source, target and kind of every bind, in order. */
function binds(vector: readonly string[]): { kind: string; source: string }[] {
  const options = vector.slice(0, vector.indexOf('--'))
  return options.flatMap((option, at) => (/^--(ro-)?bind/.test(option) ? [{ kind: option, source: options[at + 1]! }] : []))
}

describe('a sandboxed generator', () => {
  it('may write to its bundle and its HOME only', () => {
    const vector = sandboxedCommand({ ...sight, root: '/home/me/repository' }, ['agent', '--go'])
    const writable = binds(vector).filter(({ kind }) => !kind.startsWith('--ro-'))
    expect(writable.map(({ source }) => source)).toEqual(['/var/bundle', '/var/home'])
    expect(vector.slice(vector.indexOf('--') + 1)).toEqual(['agent', '--go'])
  })

  it.each(['/home/me/repository', '/mnt/repository', '/srv/repository'])('sees no folder in or around %s', (root) => {
    const shows = [root, `${root}/specs`, '/', '/home/me/tools', 'relative']
    const seen = binds(sandboxedCommand({ ...sight, root, shows }, ['agent'])).map(({ source }) => source)
    const around = seen.filter(
      (source) => source !== sight.node && (`${root}/`.startsWith(`${source}/`) || source.startsWith(`${root}/`)),
    )
    expect(around).toEqual([])
    expect(seen).not.toContain('/')
    expect(seen).not.toContain('relative')
    expect(seen).toContain('/home/me/tools')
  })

  it('has an empty folder where the repository lies among those of the system', () => {
    const vector = sandboxedCommand({ ...sight, root: '/opt/repository' }, ['agent'])
    const hidden = vector.lastIndexOf('--tmpfs')
    expect(vector[hidden + 1]).toBe('/opt/repository')
    expect(hidden).toBeGreaterThan(vector.indexOf('/opt'))
  })
})
