import type { Diagnostic } from '../model/diagnostic.ts'
import type { Workspace } from '../model/workspace.ts'
import { budgets, measurements } from './budgets.ts'
import { clauseIds, clausePrefixes } from './clause-ids.ts'
import { contractImports } from './contract-imports.ts'
import { dependsCircles } from './depends-circles.ts'
import { edges } from './edges.ts'
import { errorCodes } from './error-codes.ts'
import { errorUnion } from './error-union.ts'
import { index } from './index-rows.ts'
import { libraries } from './libraries.ts'
import { links } from './links.ts'
import { documentLength, folderName } from './names.ts'
import { obligations } from './obligations.ts'
import { openItems } from './open-items.ts'
import { parameters } from './parameters.ts'
import type { SpecRule, WorkspaceRule } from './rule.ts'
import { surfaceImports } from './surface-imports.ts'
import { lawClauses, vectorClauses, witnesses } from './witnesses.ts'

const specRules: readonly SpecRule[] = [
  folderName,
  documentLength,
  clauseIds,
  obligations,
  parameters,
  errorCodes,
  errorUnion,
  budgets,
  measurements,
  openItems,
  libraries,
  surfaceImports,
  contractImports,
  vectorClauses,
  lawClauses,
]
const workspaceRules: readonly WorkspaceRule[] = [clausePrefixes, edges, witnesses, dependsCircles, links, index]

/** All faults of all documents, those found in reading included, by file, line and column. */
export function check(workspace: Workspace): Diagnostic[] {
  const found = [...workspace.diagnostics]
  for (const spec of workspace.specs) for (const rule of specRules) found.push(...rule(spec, workspace))
  for (const rule of workspaceRules) found.push(...rule(workspace))
  return found.sort(byPlace)
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [left, right] = [a.place, b.place]
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  if (left.file !== right.file) return left.file < right.file ? -1 : 1
  return left.line - right.line || left.column - right.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
}
