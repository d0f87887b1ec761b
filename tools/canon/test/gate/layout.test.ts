import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
beforeAll(() => {
  toy = makeToy()
})
afterAll(() => toy.remove())

describe('layout refuses before anything runs', () => {
  const cases: Record<string, [code: string, index: string, more?: Record<string, string>]> = {
    'an import of a Node module outside the platform file': [
      'LAYOUT_IMPORT',
      `import { createHash } from 'node:crypto'\nvoid createHash\n${HONEST}`,
    ],
    'an import of files': [
      'LAYOUT_IMPORT',
      HONEST,
      { 'src/platform/node.ts': "import { readFileSync } from 'node:fs'\nvoid readFileSync\n" },
    ],
    'an import of a library the document does not name': ['LAYOUT_IMPORT', `import fc from 'fast-check'\nvoid fc\n${HONEST}`],
    'an import that leaves src': ['LAYOUT_IMPORT', `import '../../../specs/toy/contracts/toy.contract.ts'\n${HONEST}`],
    'an import of a file that is not there': ['LAYOUT_IMPORT', `import './missing.ts'\n${HONEST}`],
    'an export from elsewhere': ['LAYOUT_IMPORT', `export * from 'node:os'\n${HONEST}`],
    'a dynamic import of a computed name': [
      'LAYOUT_CODE_FROM_TEXT',
      `export const load = (name: string) => import(name)\n${HONEST}`,
    ],
    eval: ['LAYOUT_CODE_FROM_TEXT', `eval('1')\n${HONEST}`],
    'the Function constructor': ['LAYOUT_CODE_FROM_TEXT', `new Function('return 1')\n${HONEST}`],
    'the Function constructor by another name': ['LAYOUT_CODE_FROM_TEXT', `(() => {}).constructor('return 1')\n${HONEST}`],
    'a switched-off check': ['LAYOUT_SILENCED_CHECK', `// @ts-nocheck\n${HONEST}`],
    'a redeclared global': ['LAYOUT_SILENCED_CHECK', `declare global { interface Array<T> { x: T } }\n${HONEST}`],
    'the process': ['LAYOUT_GLOBAL', `process.exit(0)\n${HONEST}`],
    fetch: ['LAYOUT_GLOBAL', `void fetch('http://127.0.0.1/')\n${HONEST}`],
    'a Node global in a package for browsers': ['LAYOUT_GLOBAL', `void Buffer.from('')\n${HONEST}`],
    'the global object as a value': ['LAYOUT_GLOBAL', `Reflect.get(globalThis, 'crypto')\n${HONEST}`],
    'a guarded member of the global object': ['LAYOUT_GLOBAL', `void globalThis.localStorage\n${HONEST}`],
    'the place where the module lies': ['LAYOUT_GLOBAL', `void import.meta.url\n${HONEST}`],
    'a global that is declared away': ['LAYOUT_GLOBAL', `declare const process: { exit(): void }\nprocess.exit()\n${HONEST}`],
    'a global whose name is also a type': ['LAYOUT_GLOBAL', `type process = 1\nprocess.exit()\n${HONEST}`],
    'a global hidden by a parameter elsewhere': [
      'LAYOUT_GLOBAL',
      `const f = (process: string) => process\nvoid f\nprocess.exit()\n${HONEST}`,
    ],
    'a module that answers for the system it runs on': [
      'LAYOUT_IMPORT',
      HONEST,
      { 'src/platform/node.ts': "import { sep } from 'node:path'\nvoid sep\n" },
    ],
    'an enum': ['LAYOUT_SYNTAX', `enum A { B }\nvoid A\n${HONEST}`],
    'a file outside src': ['LAYOUT_FILE', HONEST, { 'postinstall.sh': 'exit 0' }],
    'a file that is not TypeScript': ['LAYOUT_FILE', HONEST, { 'src/index.js': 'export {}' }],
    'another package.json': [
      'LAYOUT_SKELETON',
      HONEST,
      { 'package.json': '{"name":"@canon/toy","scripts":{"postinstall":"true"}}' },
    ],
  }
  for (const [name, [code, index, more]] of Object.entries(cases))
    test(name, async () => {
      const verdict = await toy.gate(index, more)
      expect(codes(verdict)).toContain(code)
      expect(verdict.steps.map((step) => step.name)).toEqual(['layout', 'inputs'])
    })
})

test('layout lets pass what only looks like a guarded global', async () => {
  const verdict = await toy.gate(
    `const self = { process: 1 }\nvoid self.process\nvoid globalThis.crypto\nconst { eval: made } = { eval: 1 }\nvoid made\n${HONEST}`,
  )
  expect(codes(verdict)).toEqual([])
})

describe('types refuses what is not exactly the surface', () => {
  const cases: Record<string, [code: string, index: string]> = {
    'an export too many': ['TYPES_SURFACE', `${HONEST}\nexport const extra = 1\n`],
    'a type too many': ['TYPES_SURFACE', `${HONEST}\nexport type Extra = 1\n`],
    'an export too few': ['TYPES_SURFACE', HONEST.replace('export async function reverse', 'async function reverse')],
    'a wider parameter': [
      'TYPES_SURFACE',
      HONEST.replace('double(n: number)', 'double(n: number, m?: number)').replace('return n * 2', 'return n * 2 + (m ?? 0)'),
    ],
    'a narrower result': [
      'TYPES_SURFACE',
      HONEST.replace('reverse(bytes: Uint8Array): Promise<Uint8Array>', 'reverse(bytes: Uint8Array): Promise<any>'),
    ],
    'a public member too many': ['TYPES_SURFACE', HONEST.replace('  get value()', '  extra = 1\n  get value()')],
    'a static member too many': ['TYPES_SURFACE', HONEST.replace('  get value()', '  static extra = 1\n  get value()')],
    'another constructor': [
      'TYPES_SURFACE',
      HONEST.replace('constructor(start: number)', 'constructor(start?: number)').replace(
        'this.#value = start',
        'this.#value = start ?? 0',
      ),
    ],
    'a code too many': ['TYPES_SURFACE', HONEST.replace("= 'TOO_LARGE'", "= 'TOO_LARGE' | 'OTHER'")],
    'a fault of types inside': [
      'TYPES_COMPILER',
      HONEST.replace('return n * 2', 'const s: string = n\n  void s\n  return n * 2'),
    ],
  }
  for (const [name, [code, index]] of Object.entries(cases))
    test(name, async () => {
      expect(index).not.toBe(HONEST)
      expect(codes(await toy.gate(index))).toContain(code)
    })
})
