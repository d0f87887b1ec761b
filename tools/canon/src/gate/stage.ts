import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { builtFiles, stripModule } from '../base/strip.ts'
import type { Host } from '../host/host.ts'

/** Where the child's own modules lie, and what of it the child needs. */
const HERE = dirname(new URL(import.meta.url).pathname)
const HOST_FOLDERS = ['wire', 'child'] as const

export interface StageRequest {
  /** Module name to the package's files, the judged one and every dependency's accepted rendering. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>
  /** Names of third-party packages to lay beside them, installed at the workspace's root. */
  readonly libraries: readonly string[]
}

/**
 * Lays out, in a temporary folder, everything a child may read: the gate's end of the pipe, the package, its dependencies.
 * The caller removes it.
 */
export function layStage(host: Host, request: StageRequest): string {
  const stage = host.temporaryFolder('canon-stage')
  host.write(join(stage, 'package.json'), '{"type":"module"}\n')
  for (const [path, source] of Object.entries(hostModules())) host.write(join(stage, 'host', path), source)
  for (const [module, files] of Object.entries(request.packages))
    for (const [path, bytes] of Object.entries(builtFiles(files))) host.write(join(stage, 'node_modules', module, path), bytes)
  for (const library of request.libraries) copyLibrary(host, library, join(host.root, 'package.json'), stage, new Set())
  return stage
}

let modules: Record<string, string> | undefined

/** The child's modules without types; made once a process. */
function hostModules(): Record<string, string> {
  if (modules !== undefined) return modules
  modules = {}
  for (const folder of HOST_FOLDERS)
    for (const file of readdirSync(join(HERE, folder)).filter((name) => name.endsWith('.ts')))
      modules[`${folder}/${file.replace(/\.ts$/, '.js')}`] = stripModule(file, readFileSync(join(HERE, folder, file), 'utf8'))
  return modules
}

/** A library with what it needs, flat; two versions of one name are nested where they were. */
function copyLibrary(host: Host, name: string, from: string, stage: string, seen: Set<string>): void {
  if (seen.has(name) || seen.size > 200) return
  seen.add(name)
  const manifest = findManifest(name, from)
  const source = dirname(manifest)
  host.copy(host.realPath(source), join(stage, 'node_modules', name))
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> }
  for (const dependency of Object.keys(dependencies)) copyLibrary(host, dependency, host.realPath(manifest), stage, seen)
}

function findManifest(name: string, from: string): string {
  // A name alone may be one of the platform's own modules, such as `buffer`, of which there are no paths.
  const folders = createRequire(from).resolve.paths(`${name}/package.json`) ?? []
  for (const folder of folders) {
    const manifest = join(folder, name, 'package.json')
    try {
      readFileSync(manifest)
      return manifest
    } catch {
      // The next folder up.
    }
  }
  throw new Error(`the library ${name} is not installed at the workspace's root`)
}
