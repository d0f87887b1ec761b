import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gatePackage } from '../../src/gate/gate.ts'
import { attempt } from '../../src/gate/sandbox/probe.ts'
import { layStage } from '../../src/gate/stage.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { codes, filesOf, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
let stage: string
let server: Server
const has = async (program: string) =>
  (await toy.host.run(['which', program], { cwd: '/', env: { PATH: process.env.PATH ?? '' }, timeoutMs: 5000 })).status === 0
const port = () => (server.address() as AddressInfo).port

beforeAll(async () => {
  toy = makeToy()
  stage = layStage(toy.host, { packages: {}, libraries: [] })
  server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  toy.host.remove(stage)
  toy.remove()
})

describe('where a package runs, a probe cannot read, write, signal, connect or see the environment', () => {
  for (const [mechanism, program] of [
    ['bubblewrap', 'bwrap'],
    ['unshare', 'unshare'],
  ] as const)
    test(`with ${mechanism}`, async (context) => {
      if (!(await has(program))) context.skip(`${program} is not on this machine`)
      expect(await attempt(toy.host, mechanism, stage, port())).toEqual([])
    })
  test('and without namespaces the same probe reports exactly what stays open', async () => {
    expect(await attempt(toy.host, 'none', stage, port())).toEqual(['signals the gate', 'opens network connections'])
  })
})

describe('a machine that cannot isolate', () => {
  const probe = { level: 'permission', mechanism: 'none', gaps: ['opens network connections'] } as const
  const gate = async (isolation: 'full' | 'any') => {
    const workspace = readWorkspace(toy.host)
    return gatePackage(toy.host, { workspace, name: 'toy', files: filesOf(toy, HONEST), isolation, probe })
  }
  test('accepts no new rendering', async () => {
    const verdict = await gate('full')
    expect(codes(verdict)).toEqual(['SANDBOX_UNAVAILABLE'])
    expect(verdict.laws).toEqual([])
  })
  test('judges again what was accepted, and the verdict says how', async () => {
    const verdict = await gate('any')
    expect(verdict.ok).toBe(true)
    expect(verdict.isolation).toBe('permission')
  })
})
