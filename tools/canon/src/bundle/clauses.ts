import type { Lock } from '../model/lock.ts'
import type { Clause, Spec } from '../model/spec.ts'

/** A dependency's promises, for a generator that builds on them. */
export function clauseList(title: string, spec: Spec): string {
  const lines = [
    `# ${title}: what it promises`,
    '',
    'Rely on these clauses and on the surface beside this page. Whatever the JavaScript here does beyond them is void: it can',
    'change tomorrow without notice.',
    '',
  ]
  let heading = ''
  for (const clause of spec.clauses) {
    if (clause.heading !== heading) lines.push(`## ${clause.heading}`, '')
    heading = clause.heading
    lines.push(shown(clause), '')
  }
  lines.push('## Errors', '')
  for (const row of spec.errors) lines.push(`- \`${row.code}\`: ${row.when} (${row.clauses.join(', ')})`)
  return `${lines.join('\n')}\n`
}

/** What changed in the document since the rendering that the lock records. */
export function clauseDiff(spec: Spec, lock: Lock): string {
  const before = lock.spec.clauses
  const ids = new Set(spec.clauses.map((clause) => clause.id))
  const added = spec.clauses.filter((clause) => before[clause.id] === undefined)
  const changed = spec.clauses.filter((clause) => before[clause.id] !== undefined && before[clause.id] !== clause.digest)
  const removed = Object.keys(before).filter((id) => !ids.has(id))
  const others = [
    ...(spec.digests.surface === lock.spec.surface ? [] : ['The surface changed.']),
    ...(spec.digests.types === lock.spec.types ? [] : ['The schemas changed.']),
    ...vectorChanges(spec, lock),
  ]
  return [
    `# ${spec.name}: from version ${lock.version} to ${spec.frontMatter.version}`,
    '',
    'The source under previous/src/ was accepted for the older text. Every clause that is not named here reads as it did.',
    '',
    ...section('Added', added.map(shown)),
    ...section('Changed, as they read now', changed.map(shown)),
    ...section('Removed', removed.sort()),
    ...section('Otherwise', others),
  ].join('\n')
}

function vectorChanges(spec: Spec, lock: Lock): string[] {
  const now = spec.digests.vectors
  const paths = [...new Set([...Object.keys(now), ...Object.keys(lock.spec.vectors)])].sort()
  return paths.filter((path) => now[path] !== lock.spec.vectors[path]).map((path) => `Vector ${path} changed.`)
}

const shown = (clause: Clause) => `**${clause.id}** ${clause.text}`

const section = (title: string, paragraphs: readonly string[]) =>
  paragraphs.length === 0 ? [] : [`## ${title}`, '', ...paragraphs.flatMap((paragraph) => [paragraph, ''])]
