import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Host } from '../../src/host/host.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import { readConfig } from '../../src/read/config.ts'
import { isBusy, recover } from '../../src/record/recover.ts'
import { placesOf } from '../../src/record/swap.ts'
import { gateThat, makeRepository, type Repository, textsBelow, UNIT } from '../render/fixture.ts'

const OLD = UNIT
const NEW = UNIT.replace('n > 10', 'n >= 11')

let repository: Repository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

class Killed extends Error {}

/** The host of a process that is killed instead of its nth change to the disk; half of a recursive removal is done by then. */
function killedAt(host: Host, nth: number): { host: Host; changes: () => number } {
  let changes = 0
  const tick = () => {
    if (++changes >= nth) throw new Killed()
  }
  return {
    changes: () => changes,
    host: {
      ...host,
      write: (path, bytes) => {
        tick()
        host.write(path, bytes)
      },
      rename: (from, to) => {
        tick()
        host.rename(from, to)
      },
      remove: (path) => {
        if (changes + 1 >= nth && host.stat(path)?.kind === 'folder') host.remove(`${path}/src/index.ts`)
        tick()
        host.remove(path)
      },
    },
  }
}

async function adoptKilledAt(nth: number, from: string): Promise<{ killed: boolean }> {
  const { host } = killedAt(repository.host, nth)
  try {
    const outcome = await adoptCommand(host, { name: 'unit', from, gate: gateThat('passes') })
    expect(outcome.ok).toBe(true)
    return { killed: false }
  } catch (error) {
    if (!(error instanceof Killed)) throw error
    return { killed: true }
  }
}

const packageNow = () =>
  repository.host.stat(`${repository.root}/packages/unit`) === undefined ? {} : textsBelow(`${repository.root}/packages/unit`)
const left = () => repository.host.list(`${repository.root}/packages`).map(({ name }) => name)

describe('a kill at any moment of a recording', () => {
  it('leaves, after recovery, the old package whole or the new one whole', async () => {
    await repository.adopt('unit', OLD)
    const old = packageNow()
    const { config } = readConfig(repository.host)
    const seen = new Set<string>()
    for (let nth = 1; ; nth++) {
      expect(nth).toBeLessThan(200)
      const { killed } = await adoptKilledAt(nth, repository.rendering(NEW))
      if (!killed) break
      recover(repository.host, config)
      const now = packageNow()
      const isNew = now['src/index.ts'] === NEW
      seen.add(isNew ? 'new' : 'old')
      expect(left()).toEqual(['unit'])
      if (isNew) {
        expect(Object.keys(now)).toEqual(Object.keys(old))
        expect(JSON.parse(now['canon.lock.json']!).rendering.at >= JSON.parse(old['canon.lock.json']!).rendering.at).toBe(true)
        await repository.adopt('unit', OLD)
        expect(packageNow()['src/index.ts']).toBe(OLD)
      } else expect(Object.keys(now)).toEqual(Object.keys(old))
      expect(packageNow()['src/index.ts']).toBe(OLD)
    }
    expect([...seen].sort()).toEqual(['new', 'old'])
    expect(packageNow()['src/index.ts']).toBe(NEW)
  })

  it('of a first recording leaves nothing or the whole package', async () => {
    const { config } = readConfig(repository.host)
    const seen = new Set<number>()
    for (let nth = 1; (await adoptKilledAt(nth, repository.rendering(NEW))).killed; nth++) {
      expect(nth).toBeLessThan(200)
      recover(repository.host, config)
      seen.add(Object.keys(packageNow()).length)
      repository.host.remove(`${repository.root}/packages/unit`)
    }
    expect([...seen].sort()).toEqual([0, 4])
  })

  it('keeps what an installation linked into the package', async () => {
    await repository.adopt('unit', OLD)
    repository.write('packages/unit/node_modules/other/index.js', 'linked')
    await repository.adopt('unit', NEW)
    expect(repository.read('packages/unit/node_modules/other/index.js')).toBe('linked')
    expect(repository.read('packages/unit/src/index.ts')).toBe(NEW)
  })
})

describe('recovery', () => {
  it('leaves a recording of a living process alone, and mends that of a dead one', async () => {
    await repository.adopt('unit', OLD)
    const { config } = readConfig(repository.host)
    const { marker } = placesOf(repository.host, config, 'unit')
    repository.host.write(marker, JSON.stringify({ pid: 4242, at: new Date().toISOString() }))
    repository.write('packages/.unit.next/src/index.ts', 'half')
    expect(isBusy(repository.host, config, 'unit', () => true)).toBe(true)
    expect(recover(repository.host, config, () => true)).toEqual([])
    expect(left()).toContain('.unit.next')
    expect(recover(repository.host, config, () => false).map(({ code }) => code)).toEqual(['RECORD_HEALED'])
    expect(left()).toEqual(['unit'])
  })

  it('says nothing where nothing was interrupted', async () => {
    await repository.adopt('unit', OLD)
    expect(recover(repository.host, readConfig(repository.host).config)).toEqual([])
  })
})
