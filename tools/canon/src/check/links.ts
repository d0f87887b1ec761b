import { checkDiagnostic } from '../diagnostics/check.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Link, SpecDocument } from '../model/spec.ts'
import type { WorkspaceRule } from './rule.ts'

/** Links of documents lead to files and headings inside the workspace. */
export const links: WorkspaceRule = ({ specs, index, conventions }) => {
  const documents = specs.flatMap((spec) => spec.documents)
  if (index.document !== undefined) documents.push(index.document)
  if (conventions !== undefined) documents.push(conventions)
  const byPath = new Map(documents.map((document) => [document.path, document]))
  return documents.flatMap((document) => document.links.flatMap((link) => judge(link, byPath)))
}

function judge({ target, place, leadsTo }: Link, byPath: ReadonlyMap<string, SpecDocument>): Diagnostic[] {
  if (leadsTo === undefined) return []
  if (leadsTo.found === 'outside') return [checkDiagnostic('LINK_LEAVES_WORKSPACE', `the link leads to ${target}`, { place })]
  if (leadsTo.found === 'nothing') return [checkDiagnostic('LINK_DEAD', `there is no ${leadsTo.path}`, { place })]
  const document = byPath.get(leadsTo.path)
  if (leadsTo.anchor === '' || document === undefined) return []
  if (document.headings.some(({ anchor }) => anchor === leadsTo.anchor)) return []
  return [checkDiagnostic('LINK_ANCHOR_DEAD', `${leadsTo.path} has no heading #${leadsTo.anchor}`, { place })]
}
