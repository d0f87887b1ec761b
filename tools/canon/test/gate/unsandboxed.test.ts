import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gatePackage } from '../../src/gate/gate.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import type { Gate } from '../../src/pipeline/submit.ts'
import { HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
let folder: string
beforeAll(() => {
  toy = makeToy()
  folder = mkdtempSync(join(tmpdir(), 'canon-candidate-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/index.ts'), HONEST)
})
afterAll(() => {
  toy.remove()
  rmSync(folder, { recursive: true, force: true })
})

const probe = { level: 'permission', mechanism: 'none', gaps: ['opens network connections'] } as const
/** The gate as it is, on a machine without namespaces. */
const gate: Gate = (host, request) => gatePackage(host, { ...request, probe })

test('a new rendering below full isolation is recorded on request only, and its lock says which isolation held', async () => {
  const refused = await adoptCommand(toy.host, { name: 'toy', from: folder, gate })
  expect(refused.ok).toBe(false)
  expect(refused.diagnostics.map(({ code }) => code)).toContain('SANDBOX_UNAVAILABLE')
  expect(toy.host.stat(join(toy.host.root, 'packages/toy'))).toBe(undefined)

  const accepted = await adoptCommand(toy.host, { name: 'toy', from: folder, gate, unsandboxed: true })
  expect(accepted.ok).toBe(true)
  const lock = JSON.parse(readFileSync(join(toy.host.root, 'packages/toy/canon.lock.json'), 'utf8'))
  expect(lock.rendering.isolation).toBe('permission')
})
