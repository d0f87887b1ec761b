import type { CatalogueEntry } from '../diagnostics/entry.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** SARIF 2.1.0: one run, one rule per code that occurs, results in the order given. */
export function sarif(
  diagnostics: readonly Diagnostic[],
  catalogue: Readonly<Record<string, CatalogueEntry>>,
  version: string,
): string {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort()
  return `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'canon', version, rules: codes.map((code) => rule(code, catalogue[code])) } },
          originalUriBaseIds: { ROOT: { description: { text: 'The root of the workspace.' } } },
          columnKind: 'utf16CodeUnits',
          results: diagnostics.map((diagnostic) => result(diagnostic, codes)),
        },
      ],
    },
    null,
    2,
  )}\n`
}

function rule(code: string, entry: CatalogueEntry | undefined) {
  if (entry === undefined) return { id: code }
  return {
    id: code,
    shortDescription: { text: entry.title },
    fullDescription: { text: entry.why },
    help: { text: entry.fix },
    defaultConfiguration: { level: LEVELS[entry.severity] },
  }
}

function result(diagnostic: Diagnostic, codes: readonly string[]) {
  const { code, severity, place } = diagnostic
  const text = [
    diagnostic.message,
    diagnostic.expected && `Expected: ${diagnostic.expected}`,
    diagnostic.fix && `Fix: ${diagnostic.fix}`,
  ]
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: text.filter(Boolean).join('\n') },
    ...(place === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(place.file), uriBaseId: 'ROOT' },
                region: { startLine: place.line, startColumn: place.column },
              },
            },
          ],
        }),
    ...(diagnostic.clause === undefined ? {} : { properties: { clause: diagnostic.clause } }),
  }
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const
