import { readFileSync } from 'node:fs'
import { packageCompilerOptions } from '../base/compiler-options.ts'
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

function compilerOptions(spec: Spec): Record<string, unknown> {
  return { compilerOptions: packageCompilerOptions(spec), include: ['src/**/*.ts', 'tools/surface-check.ts'] }
}
