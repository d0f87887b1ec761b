import { linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Host } from '../../host/host.ts'
import { nodeHost } from '../../host/node.ts'
import { adoptCommand } from '../adopt.ts'
import { type Cheat, GALLERY, type Link } from './cases.ts'

/** A throw-away repository that holds the bait's document, laws and dependency, with folders beside it for who hands something in. */
export interface Workshop {
  readonly host: Host
  /** Where a candidate's `src/` lies. */
  readonly candidate: string
  /** What a generator's command may see beside its bundle. */
  readonly generator: string
  remove(): void
}

/** A folder of a repository in which the bait's dependency is rendered and accepted; every workshop begins as a copy of it. */
export async function makeTemplate(outer: Host): Promise<string> {
  const root = outer.temporaryFolder('canon-gallery')
  const host = nodeHost(root)
  host.copy(join(GALLERY, 'repository'), root)
  linkLibraries(root)
  const { ok, diagnostics } = await adoptCommand(host, { name: 'unit', from: join(GALLERY, 'unit'), unsandboxed: true })
  if (!ok) throw new Error(`the gallery's own dependency was refused: ${diagnostics.map(({ message }) => message).join('; ')}`)
  return root
}

/** Lays a repository with a candidate: the honest rendering, with these folders laid over it. */
export function makeWorkshop(
  outer: Host,
  template: string,
  { may, links }: Pick<Cheat, 'may' | 'links'>,
  overlays: readonly string[],
): Workshop {
  const base = outer.temporaryFolder('canon-gallery')
  const host = nodeHost(join(base, 'repository'))
  host.copy(template, host.root)
  grant(host, may)
  const [candidate, generator] = [join(base, 'candidate'), join(base, 'generator')]
  host.copy(join(GALLERY, 'rendering'), candidate)
  for (const overlay of overlays) overlayFolder(host, overlay, candidate)
  for (const link of links) makeLink(candidate, link)
  return { host, candidate, generator, remove: () => outer.remove(base) }
}

/** All but the case's own description. */
export function overlayFolder(host: Host, from: string, to: string): void {
  for (const { name } of host.list(from)) if (name !== 'case.json') host.copy(join(from, name), join(to, name))
}

function makeLink(folder: string, { at, to, hard }: Link): void {
  mkdirSync(dirname(join(folder, at)), { recursive: true })
  if (hard) linkSync(join(folder, to), join(folder, at))
  else symlinkSync(to, join(folder, at))
}

function grant(host: Host, may: readonly string[]): void {
  const path = join(host.root, 'specs/bait/spec.md')
  const text = new TextDecoder().decode(host.read(path))
  host.write(path, text.replace('may: []', `may: [${may.join(', ')}]`))
}

const LIBRARIES = ['@canon/contract', 'fast-check', '@types/node']

/** What contracts and the compiler look for at a repository's root, as the tool itself has it. */
function linkLibraries(root: string): void {
  const { resolve } = createRequire(import.meta.url)
  for (const name of LIBRARIES) {
    const place = (resolve.paths(name) ?? []).map((folder) => join(folder, name)).find(isPackage)
    if (place === undefined) throw new Error(`${name} is not installed`)
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true })
    symlinkSync(place, join(root, 'node_modules', name))
  }
}

function isPackage(folder: string): boolean {
  try {
    return readFileSync(join(folder, 'package.json')).length > 0
  } catch {
    return false
  }
}
