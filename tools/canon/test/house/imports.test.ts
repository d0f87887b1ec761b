import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintImports, lintRepository, type Rule } from '../../../tasks/lint-imports.ts'

const src = 'tools/canon/src'

describe('the import rules', () => {
  it('hold in this repository', () => {
    expect(lintRepository(join(import.meta.dirname, '..', '..', '..', '..'))).toEqual([])
  })

  it('let a phase use the model, base, diagnostics and the host interface', () => {
    expect(
      rulesOf({
        [`${src}/model/spec.ts`]: 'export interface Spec {}',
        [`${src}/host/host.ts`]: "import type { Spec } from '../model/spec.ts'\nexport interface Host { spec: Spec }",
        [`${src}/read/read.ts`]: "import type { Host } from '../host/host.ts'\nimport type { Spec } from '../model/spec.ts'",
        [`${src}/pipeline/check.ts`]: "import '../read/read.ts'",
        [`${src}/cli.ts`]: "const run = () => import('./pipeline/check.ts')",
      }),
    ).toEqual([])
  })

  const planted: [Rule, string, Record<string, string>][] = [
    ['ROOM_UNKNOWN', 'a folder that is no room', { [`${src}/utils/x.ts`]: '' }],
    [
      'PHASE_IMPORTS_PHASE',
      'a phase that imports a phase',
      { [`${src}/read/a.ts`]: "import '../check/b.ts'", [`${src}/check/b.ts`]: '' },
    ],
    [
      'PHASE_IMPORTS_PHASE',
      'a type of another phase',
      { [`${src}/gate/a.ts`]: "import type { B } from '../record/b.ts'", [`${src}/record/b.ts`]: '' },
    ],
    [
      'PHASE_IMPORTS_PHASE',
      'a dynamic import',
      { [`${src}/gate/a.ts`]: "await import('../read/b.ts')", [`${src}/read/b.ts`]: '' },
    ],
    [
      'PHASE_IMPORTS_PHASE',
      'a re-export',
      { [`${src}/gate/a.ts`]: "export { b } from '../read/b.ts'", [`${src}/read/b.ts`]: '' },
    ],
    [
      'PHASE_IMPORTS_PHASE',
      'an import type',
      { [`${src}/gate/a.ts`]: "let x: import('../read/b.ts').B", [`${src}/read/b.ts`]: '' },
    ],
    ['ROOM_IMPORT', 'a model that imports a phase', { [`${src}/model/a.ts`]: "import '../read/b.ts'", [`${src}/read/b.ts`]: '' }],
    [
      'ROOM_IMPORT',
      'a phase that imports the pipeline',
      { [`${src}/read/a.ts`]: "import '../pipeline/b.ts'", [`${src}/pipeline/b.ts`]: '' },
    ],
    [
      'ROOM_IMPORT',
      'a pure phase that knows the host',
      { [`${src}/check/a.ts`]: "import '../host/host.ts'", [`${src}/host/host.ts`]: '' },
    ],
    ['ROOM_IMPORT', 'a command line that names a phase', { [`${src}/cli.ts`]: "import './gate/b.ts'", [`${src}/gate/b.ts`]: '' }],
    [
      'HOST_IMPLEMENTATION',
      'a phase that picks its host',
      { [`${src}/read/a.ts`]: "import '../host/node.ts'", [`${src}/host/node.ts`]: '' },
    ],
    ['OUTSIDE_WORLD', 'a report that writes files', { [`${src}/report/a.ts`]: "import { writeFileSync } from 'node:fs'" }],
    [
      'IMPORT_CIRCLE',
      'two files in a circle',
      { [`${src}/read/a.ts`]: "import './b.ts'", [`${src}/read/b.ts`]: "import type { A } from './a.ts'" },
    ],
    ['IMPORT_CIRCLE', 'a file that imports itself', { 'tools/tasks/a.ts': "import './a.ts'" }],
    ['TOOL_IMPORTS_PACKAGE', 'a package by name', { [`${src}/gate/a.ts`]: "import '@canon/crypto'" }],
    ['TOOL_IMPORTS_PACKAGE', 'a package by path', { 'tools/tasks/a.ts': "import '../../packages/crypto/src/index.ts'" }],
    [
      'SPEC_IMPORTS_PACKAGE',
      'a contract that imports a package',
      { 'specs/log/driver.ts': "import { sign } from '@canon/crypto'" },
    ],
    [
      'SPEC_IMPORTS_PACKAGE',
      'a contract that reaches into one',
      { 'specs/log/driver.ts': "import '../../packages/log/src/index.ts'" },
    ],
    ['FILE_TOO_LONG', '301 lines', { 'tools/tasks/a.ts': '\n'.repeat(301) }],
  ]

  it.each(planted)('%s finds %s', (rule, _what, files) => {
    expect(rulesOf(files)).toEqual([rule])
  })

  it('let a file be long that says why', () => {
    expect(rulesOf({ 'tools/tasks/a.ts': `// Longer than 300 lines because it is one table.\n${'\n'.repeat(400)}` })).toEqual([])
  })

  it('let contracts use the contract library and surfaces', () => {
    expect(
      rulesOf({
        'specs/log/contracts/crypto.contract.ts':
          "import { contract } from '@canon/contract'\nimport type * as C from '#surface/crypto'",
      }),
    ).toEqual([])
  })

  it('say where the import stands', () => {
    const [found] = lintImports(new Map([['tools/tasks/a.ts', "\n\nimport '@canon/log'\n"]]))
    expect(found).toMatchObject({ file: 'tools/tasks/a.ts', line: 3 })
  })
})

const rulesOf = (files: Record<string, string>) => lintImports(new Map(Object.entries(files))).map((violation) => violation.rule)
