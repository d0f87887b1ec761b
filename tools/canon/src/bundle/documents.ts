import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'

/** What people wrote and a generator may read: documents, conventions, surface, schemas, vectors. Nothing else below `specs/`. */
export function documentFiles(host: Host, workspace: Workspace, spec: Spec): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {}
  for (const document of spec.documents)
    files[`spec/${spec.name}/${document.path.slice(spec.folder.length + 1)}`] = host.read(join(workspace.root, document.path))
  if (workspace.conventions !== undefined)
    files['spec/CONVENTIONS.md'] = host.read(join(workspace.root, workspace.conventions.path))
  files[`surface/${spec.name}.d.ts`] = encode(`${spec.surface.text.trim()}\n`)
  for (const { name, schema } of spec.schemas) files[`schemas/${name}.json`] = encode(`${JSON.stringify(schema, null, 2)}\n`)
  for (const vector of spec.vectors)
    files[vector.path.slice(spec.folder.length + 1)] = host.read(join(workspace.root, vector.path))
  return files
}

const encode = (text: string) => new TextEncoder().encode(text)
