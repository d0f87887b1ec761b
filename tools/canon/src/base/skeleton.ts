import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'

/** What the tool itself writes into a package beside `src/` and the lock: relative path to text, from the document alone. */
export function packageSkeleton(workspace: Workspace, spec: Spec): Record<string, string> {
  return {
    'README.md': readme(workspace, spec),
    'package.json': `${JSON.stringify(packageJson(workspace, spec), null, 2)}\n`,
  }
}

/** Package name of a subsystem, for example `@canon/log`. */
export function packageName(workspace: Workspace, name: string): string {
  return `${workspace.config.scope}/${name}`
}

/** Conditions by which one specifier finds the platform's half; undefined unless the package runs on both. */
export function platformImports(spec: Spec, extension: '.ts' | '.js'): Record<string, Record<string, string>> | undefined {
  if (!spec.frontMatter.runs.includes('node') || !spec.frontMatter.runs.includes('browser')) return undefined
  return { '#platform': { node: `./src/platform/node${extension}`, default: `./src/platform/browser${extension}` } }
}

export function packageJson(workspace: Workspace, spec: Spec): Record<string, unknown> {
  const imports = platformImports(spec, '.ts')
  const dependencies = dependenciesOf(workspace, spec)
  return {
    name: packageName(workspace, spec.name),
    version: spec.frontMatter.version,
    description: spec.title,
    license: 'Apache-2.0',
    type: 'module',
    exports: { '.': './src/index.ts' },
    ...(imports === undefined ? {} : { imports }),
    ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }),
    sideEffects: false,
  }
}

function dependenciesOf(workspace: Workspace, spec: Spec): Record<string, string> {
  const own = spec.frontMatter.depends.map((name): [string, string] => [packageName(workspace, name), 'workspace:*'])
  const others = Object.entries(spec.frontMatter.libraries)
  return Object.fromEntries([...own, ...others].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function readme(workspace: Workspace, spec: Spec): string {
  const document = `${spec.folder}/spec.md`
  return [
    `# ${packageName(workspace, spec.name)}`,
    '',
    `**${spec.title}.** ${spec.summary}`,
    '',
    `This package is a rendering of [${document}](../../${document}), version ${spec.frontMatter.version}. Nobody edits it:`,
    `to change what it does, edit the document and type \`canon render ${spec.name}\`; to undo a change made here, type`,
    `\`canon restore ${spec.name}\`. Who rendered it and what it passed stands in \`canon.lock.json\`.`,
    '',
    '## Surface',
    '',
    '```ts',
    spec.surface.text.trim(),
    '```',
    '',
  ].join('\n')
}
