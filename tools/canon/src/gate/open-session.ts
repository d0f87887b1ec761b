import { packageName } from '../base/skeleton.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Launch } from './child.ts'
import { forgiveDropped } from './dropped.ts'
import { dependenciesOf } from './inputs.ts'
import { removedGlobals } from './layout/modules.ts'
import { Session } from './remote/session.ts'
import { layStage } from './stage.ts'
import type { SurfaceTable } from './wire/shapes.ts'

export interface OpenSession {
  readonly session: Session
  /** Loads the package and compares its runtime exports with the surface. */
  compareExports(): Promise<Diagnostic[]>
  close(): void
}

/** Lays out the package with its dependencies and prepares the child that will hold it. */
export function openSession(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  packages: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>,
  prepare: (stage: string, modules: readonly string[]) => Launch,
): OpenSession {
  const libraries = librariesOf(workspace, spec)
  const stage = layStage(host, { packages, libraries })
  const home = packageName(workspace, spec.name)
  const session = new Session({
    launch: prepare(stage, [...Object.keys(packages), ...libraries]),
    home,
    surface: spec.surface,
    table: surfaceTable(workspace, spec),
    entry: `../../node_modules/${home}/src/index.js`,
    remove: removedGlobals(spec.frontMatter),
  })
  const closed = forgiveDropped()
  return {
    session,
    compareExports: () => compareExports(session, spec),
    close: () => {
      session.stop()
      // The last rejections come after this turn.
      setImmediate(closed)
      host.remove(stage)
    },
  }
}

async function compareExports(session: Session, spec: Spec): Promise<Diagnostic[]> {
  let exports: readonly { readonly name: string; readonly kind: string }[]
  try {
    exports = (await session.start()).exports
  } catch (error) {
    return [gateDiagnostic('CHILD_FAILED', `the package ${error instanceof Error ? error.message : 'did not start'}`)]
  }
  const declared = new Map(
    spec.surface.exports.filter(({ kind }) => kind !== 'type').map(({ name, kind }) => [name, kind as string]),
  )
  const actual = new Map(exports.map(({ name, kind }) => [name, kind]))
  return [
    ...[...declared]
      .filter(([name, kind]) => actual.get(name) !== kind)
      .map(([name, kind]) =>
        gateDiagnostic('EXPORTS_DIFFER', `${name} is declared as a ${kind} and is ${actual.get(name) ?? 'not there'}`),
      ),
    ...[...actual.keys()]
      .filter((name) => !declared.has(name))
      .map((name) => gateDiagnostic('EXPORTS_DIFFER', `${name} is exported and not declared`)),
  ]
}

function surfaceTable(workspace: Workspace, spec: Spec): SurfaceTable {
  const names = [spec.name, ...dependenciesOf(workspace, spec.name)]
  return Object.fromEntries(
    names.flatMap((name) => {
      const surface = workspace.specs.find((item) => item.name === name)?.surface
      return surface === undefined
        ? []
        : [[packageName(workspace, name), { types: surface.types, classes: surface.classes, imports: surface.imports }]]
    }),
  )
}

/** Third-party packages that the package and its dependencies may import. */
export function librariesOf(workspace: Workspace, spec: Spec): string[] {
  const specs = [spec, ...workspace.specs.filter(({ name }) => dependenciesOf(workspace, spec.name).includes(name))]
  return [...new Set(specs.flatMap((item) => Object.keys(item.frontMatter.libraries)))]
}
