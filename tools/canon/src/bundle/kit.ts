import { readFileSync } from 'node:fs'
import { packageJson, packageName } from '../base/skeleton.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { surfaceCheck } from './surface-check.ts'

const TYPESCRIPT = '7.0.2'
const NODE_TYPES = '24.19.2'
const NODE = '24.21.0'

/** What the generator needs to try its code: manifest, compiler flags, a runner of the public vectors. */
export function kitFiles(workspace: Workspace, spec: Spec): Record<string, string> {
  return {
    '.node-version': `${NODE}\n`,
    'package.json': `${JSON.stringify(manifest(workspace, spec), null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify(compilerOptions(spec), null, 2)}\n`,
    'tools/run-vectors.mjs': readFileSync(new URL('./kit/run-vectors.mjs', import.meta.url), 'utf8'),
    'tools/surface-check.ts': surfaceCheck(spec),
  }
}

function manifest(workspace: Workspace, spec: Spec): Record<string, unknown> {
  const local = spec.frontMatter.depends.map((name) => [packageName(workspace, name), `file:./dependencies/${name}/package`])
  const dependencies = { ...spec.frontMatter.libraries, ...Object.fromEntries(local) }
  return {
    ...packageJson(workspace, spec),
    ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }),
    private: true,
    engines: { node: '>=24' },
    scripts: { check: 'tsc -p tsconfig.json', vectors: 'node tools/run-vectors.mjs' },
    devDependencies: { '@types/node': NODE_TYPES, typescript: TYPESCRIPT },
  }
}

/** The flags that the gate compiles with; a test holds the two together. */
export function compilerOptions(spec: Spec): Record<string, unknown> {
  return {
    compilerOptions: {
      target: 'es2024',
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      noEmit: true,
      types: spec.frontMatter.runs.includes('node') ? ['node'] : [],
    },
    include: ['src/**/*.ts', 'tools/surface-check.ts'],
  }
}
