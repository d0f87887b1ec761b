import { join } from 'node:path'
import { packageName } from '../base/skeleton.ts'
import { builtFiles } from '../base/strip.ts'
import { LOCK_FILE, readTree } from '../base/tree.ts'
import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { clauseList } from './clauses.ts'

export interface DependencyFiles {
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly diagnostics: readonly Diagnostic[]
}

/** Surface, clauses and built JavaScript of everything the package reaches, laid out so that imports resolve before any installation. */
export function dependencyFiles(host: Host, workspace: Workspace, spec: Spec): DependencyFiles {
  const files: Record<string, Uint8Array> = {}
  const diagnostics: Diagnostic[] = []
  for (const dependency of reached(workspace, spec)) {
    const { built, fault } = acceptedBuild(host, workspace, dependency)
    if (fault !== undefined) diagnostics.push(fault)
    if (built === undefined) continue
    const folder = `dependencies/${dependency.name}`
    const module = packageName(workspace, dependency.name)
    files[`${folder}/surface.d.ts`] = encode(`${dependency.surface.text.trim()}\n`)
    files[`${folder}/CLAUSES.md`] = encode(clauseList(module, dependency))
    for (const [path, bytes] of Object.entries(built)) files[`${folder}/package/${path}`] = bytes
    files[`${folder}/package/package.json`] = encode(manifest(workspace, dependency, built['package.json']))
    files[`${folder}/package/surface.d.ts`] = encode("export * from '../surface.js'\n")
    Object.assign(files, forwarder(module, dependency.name))
  }
  return { files, diagnostics }
}

/** Direct and indirect dependencies by name; `check` refuses circles, and this ends on one all the same. */
export function reached(workspace: Workspace, spec: Spec): Spec[] {
  const found = new Map<string, Spec>()
  const queue = [...spec.frontMatter.depends]
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const next = workspace.specs.find((one) => one.name === name)
    if (next === undefined || found.has(name) || name === spec.name) continue
    found.set(name, next)
    queue.push(...next.frontMatter.depends)
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function acceptedBuild(
  host: Host,
  workspace: Workspace,
  dependency: Spec,
): { built?: Record<string, Uint8Array>; fault?: Diagnostic } {
  const folder = join(workspace.root, workspace.config.packages, dependency.name)
  const lock = join(folder, LOCK_FILE)
  if (host.stat(lock)?.kind !== 'file')
    return {
      fault: bundleDiagnostic('BUNDLE_DEPENDENCY_UNRENDERED', `"${dependency.name}" has no accepted rendering.`, {
        fix: `canon render ${dependency.name}`,
      }),
    }
  const reading = readTree(host, folder)
  if (reading.diagnostics.length > 0 || recordedTree(host.read(lock)) !== reading.tree.digest)
    return {
      fault: bundleDiagnostic('BUNDLE_DEPENDENCY_EDITED', `"${dependency.name}" is not what was recorded.`, {
        fix: `canon restore ${dependency.name}`,
      }),
    }
  const { 'README.md': _readme, ...files } = reading.files
  return { built: builtFiles(files) }
}

function recordedTree(lock: Uint8Array): string | undefined {
  try {
    return (JSON.parse(new TextDecoder().decode(lock)) as { tree?: { digest?: string } }).tree?.digest
  } catch {
    return undefined
  }
}

/** As built, with types from the surface and siblings by path, so that an ordinary `npm install` works too. */
function manifest(workspace: Workspace, dependency: Spec, built: Uint8Array | undefined): string {
  const recorded = JSON.parse(new TextDecoder().decode(built)) as Record<string, unknown>
  const siblings = dependency.frontMatter.depends.map((name) => [packageName(workspace, name), `file:../../${name}/package`])
  const dependencies = { ...dependency.frontMatter.libraries, ...Object.fromEntries(siblings) }
  return json({
    ...recorded,
    exports: { '.': { types: './surface.d.ts', default: './src/index.js' } },
    ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }),
  })
}

function forwarder(module: string, name: string): Record<string, Uint8Array> {
  const up = '../'.repeat(module.split('/').length + 1)
  const folder = `node_modules/${module}`
  const exports = { '.': { types: './index.d.ts', default: './index.js' } }
  return {
    [`${folder}/package.json`]: encode(json({ name: module, version: '0.0.0', type: 'module', exports })),
    [`${folder}/index.js`]: encode(`export * from '${up}dependencies/${name}/package/src/index.js'\n`),
    [`${folder}/index.d.ts`]: encode(`export * from '${up}dependencies/${name}/surface.js'\n`),
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const encode = (text: string) => new TextEncoder().encode(text)
