import { afterEach, expect, test, vi } from 'vitest'

const { version } = process
afterEach(() => {
  Object.defineProperty(process, 'version', { value: version, configurable: true })
  vi.resetModules()
})

/** As a new process would find it: the toolchain is worked out once in each. */
async function toolchainOf(node: string): Promise<unknown> {
  Object.defineProperty(process, 'version', { value: node, configurable: true })
  vi.resetModules()
  return (await import('../../src/gate/toolchain.ts')).toolchain()
}

test('the toolchain that a key holds is the same for the same Node, and another for another', async () => {
  const first = await toolchainOf('v24.0.0')
  expect(await toolchainOf('v24.0.0')).toEqual(first)
  expect(await toolchainOf('v24.0.1')).not.toEqual(first)
})

test('it holds the versions of the libraries that judge', async () => {
  const { libraries } = (await toolchainOf(version)) as { libraries: Record<string, string> }
  for (const name of ['ajv', 'fast-check', 'oxc-parser', 'typescript', 'yaml']) expect(libraries[name]).toMatch(/^\d+\.\d+\.\d+/)
})
