import { afterAll, expect, test } from 'vitest'
import { launchBrowser } from '../../src/gate/browser/browser.ts'
import { browserRuntime } from '../../src/gate/browser/launcher.ts'
import { codes, HONEST, makeToy } from './toy.ts'

const browser = await launchBrowser()
const runtime = browser && browserRuntime(browser)
afterAll(() => runtime?.close())

test.skipIf(runtime === undefined)('the same laws and vectors run in a page of Chromium (needs a browser)', async () => {
  const toy = makeToy()
  try {
    const verdict = await toy.gate(HONEST, {}, runtime!.launcher)
    expect(codes(verdict)).toEqual([])
    expect(verdict.isolation).toBe('none')
    expect(verdict.laws.every(({ ok, runs }) => ok && runs === 40)).toBe(true)
  } finally {
    toy.remove()
  }
})

test.skipIf(runtime === undefined)('a package that works in Node only is red in the page (needs a browser)', async () => {
  const toy = makeToy()
  try {
    const nodeOnly = HONEST.replace('return n * 2', "return typeof document === 'undefined' ? n * 2 : 0")
    expect((await toy.gate(nodeOnly)).ok).toBe(true)
    expect((await toy.gate(nodeOnly, {}, runtime!.launcher)).ok).toBe(false)
  } finally {
    toy.remove()
  }
})
