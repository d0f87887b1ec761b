import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { digestJson } from './digest.ts'

/** What consumers may rely on: changing either calls for rendering them again. */
export function promisesOf(spec: Spec): { readonly surface: string; readonly clauses: string } {
  return { surface: spec.digests.surface, clauses: digestJson(spec.digests.clauses) }
}

/** Contract files that judge a provider, own laws included: path to digest. */
export function contractsOn(specs: Workspace['specs'], provider: string): Record<string, string> {
  const files = specs.flatMap((spec) => spec.contracts).filter((file) => file.provider === provider)
  return Object.fromEntries(
    files.map(({ path, digest }): [string, string] => [path, digest]).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
