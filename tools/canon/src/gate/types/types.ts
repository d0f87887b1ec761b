import { createRequire } from 'node:module'
import { join } from 'node:path'
import { packageCompilerOptions } from '../../base/compiler-options.ts'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Spec } from '../../model/spec.ts'
import { surfaceAssertions } from './assertions.ts'
import { exportedNames } from './exports.ts'

export interface TypesRequest {
  readonly spec: Spec
  readonly scope: string
  readonly files: Readonly<Record<string, Uint8Array>>
  /** Surfaces of the dependencies, and of theirs, by subsystem name. */
  readonly surfaces: Readonly<Record<string, string>>
  readonly folder: string
}

const COMPILE_TIMEOUT_MS = 120_000
const DIAGNOSTICS_MAX = 40

/** Compiles the package strictly and compares its exports with the surface in both directions. */
export async function checkTypes(host: Host, request: TypesRequest): Promise<Diagnostic[]> {
  const names = compareNames(request)
  if (names.length > 0) return names
  const stage = join(host.root, '.canon', 'stage', `types-${request.spec.name}-${process.pid}-${Math.round(performance.now())}`)
  try {
    const { assertions, text, firstLine, substituted } = surfaceAssertions(request.spec.surface)
    for (const [path, bytes] of Object.entries(request.files)) host.write(join(stage, path), bytes)
    host.write(join(stage, 'surface.declared.d.ts'), substituted)
    host.write(join(stage, 'surface.assertions.ts'), text)
    for (const [name, surface] of Object.entries(request.surfaces)) host.write(join(stage, 'surfaces', `${name}.d.ts`), surface)
    host.write(join(stage, 'tsconfig.json'), JSON.stringify(compilerConfig(host.root, request)))
    const compiler = createRequire(import.meta.url)
      .resolve('typescript/package.json')
      .replace(/package\.json$/, 'bin/tsc')
    const result = await host.run([process.execPath, compiler, '-p', 'tsconfig.json', '--pretty', 'false'], {
      cwd: stage,
      env: {},
      timeoutMs: COMPILE_TIMEOUT_MS,
      maxOutputBytes: 1 << 20,
    })
    if (result.status === 0) return []
    const found = readCompilerOutput(result.stdout, request.folder, (line) => assertions[line - firstLine])
    return found.length > 0
      ? found
      : [
          gateDiagnostic(
            'TYPES_NOT_RUN',
            `the compiler ended with ${result.status ?? result.signal}: ${result.stderr.slice(0, 300)}`,
          ),
        ]
  } finally {
    host.remove(stage)
  }
}

function compilerConfig(root: string, request: TypesRequest): unknown {
  return {
    compilerOptions: {
      ...packageCompilerOptions(request.spec),
      typeRoots: [join(root, 'node_modules', '@types')],
      paths: Object.fromEntries(
        Object.keys(request.surfaces).map((name) => [`${request.scope}/${name}`, [`./surfaces/${name}.d.ts`]]),
      ),
    },
    include: ['src/**/*.ts', 'surface.assertions.ts', 'surface.declared.d.ts'],
  }
}

/** Names first: types of exports that are not there would only confuse. */
function compareNames(request: TypesRequest): Diagnostic[] {
  const declared = new Map(request.spec.surface.exports.map((item) => [item.name, item]))
  const actual = exportedNames(request.files, 'src/index.ts')
  const place = { file: `${request.folder}/src/index.ts`, line: 1, column: 1 }
  return [
    ...[...declared.values()]
      .filter(({ name }) => !actual.has(name))
      .map(({ name, kind }) => gateDiagnostic('TYPES_SURFACE', `the ${kind} ${name} is declared and not exported`, { place })),
    ...[...actual]
      .filter((name) => !declared.has(name))
      .map((name) => gateDiagnostic('TYPES_SURFACE', `${name} is exported and not declared`, { place })),
  ]
}

function readCompilerOutput(
  output: string,
  folder: string,
  assertionAt: (line: number) => { what: string } | undefined,
): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const line of output.split('\n')) {
    const match = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line)
    if (!match || found.length >= DIAGNOSTICS_MAX) continue
    const [, file, row, column, code, message] = match
    if (file === 'surface.assertions.ts') {
      const assertion = assertionAt(Number(row))
      found.push(
        gateDiagnostic('TYPES_SURFACE', `${assertion?.what ?? 'an export'} is not exactly as declared`, {
          place: { file: `${folder}/src/index.ts`, line: 1, column: 1 },
        }),
      )
    } else
      found.push(
        gateDiagnostic('TYPES_COMPILER', `${code} ${message}`, {
          place: { file: `${folder}/${file}`, line: Number(row), column: Number(column) },
        }),
      )
  }
  return found
}
