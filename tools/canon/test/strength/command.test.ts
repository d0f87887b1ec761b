import { expect, test } from 'vitest'
import { progressOn } from '../../src/pipeline/progress.ts'
import { strengthCommand } from '../../src/pipeline/strength.ts'
import { filesOf, HONEST, makeToy } from '../gate/toy.ts'

const options = { name: 'toy', cache: false, since: false, matrix: false, verify: false, onProgress: () => {} }

test('strength of what was never rendered is refused by code', async () => {
  const toy = makeToy()
  try {
    const { ok, diagnostics } = await strengthCommand(toy.host, options)
    expect([ok, diagnostics.map(({ code }) => code)]).toEqual([false, ['STRENGTH_NO_PACKAGE']])
  } finally {
    toy.remove()
  }
})

test('so is strength of a package without a lock: nobody accepted it', async () => {
  const toy = makeToy()
  try {
    for (const [path, bytes] of Object.entries(filesOf(toy, HONEST)))
      toy.write(`packages/toy/${path}`, new TextDecoder().decode(bytes))
    expect((await strengthCommand(toy.host, options)).diagnostics.map(({ code }) => code)).toEqual(['LOCK_UNREADABLE'])
  } finally {
    toy.remove()
  }
})

test('a terminal gets one line that is written over, anything else a line for every tenth part', () => {
  const written: string[] = []
  const lines: string[] = []
  const run = (isTTY: boolean) => {
    const progress = progressOn({ isTTY, write: (text: string) => written.push(text) }, 'toy', (line) => lines.push(line))
    for (let done = 1; done <= 100; done++) progress.show({ what: 'mutants', done, all: 100 })
    progress.end()
  }
  run(false)
  expect([written.length, lines.length, lines.at(-1)]).toEqual([0, 11, 'toy: mutants 100 of 100'])
  run(true)
  expect([written.length, lines.length]).toEqual([101, 11])
  expect(written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
})
