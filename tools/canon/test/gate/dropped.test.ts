import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

const source = (path: string) => new URL(`../../src/gate/${path}`, import.meta.url).href

/** A process in which nobody handles this rejection. */
const status = (rejection: string, forgiving: boolean) =>
  spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `import { ChildGone } from '${source('child.ts')}'
     import { forgiveDropped } from '${source('dropped.ts')}'
     const close = forgiveDropped()
     ${forgiving ? '' : 'close()'}
     Promise.reject(${rejection})
     setTimeout(() => { close(); process.exitCode = 7 }, 50)`,
  ]).status

describe('a promise that a law no longer waits for', () => {
  const gone = "new ChildGone('CHILD_EXITED', 'ended by itself')"
  test('may end in what the child did while a session is open', () => {
    expect(status(gone, true)).toBe(7)
  })
  test.each([
    ['in anything else', "new Error('a fault of the gate')", true],
    ['when no session is open', gone, false],
  ])('ends the gate %s', (_, rejection, forgiving) => {
    expect(status(rejection, forgiving)).toBe(1)
  })
})
