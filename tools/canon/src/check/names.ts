import { checkDiagnostic } from '../diagnostics/check.ts'
import { placeOfKey, type SpecRule } from './rule.ts'

export const folderName: SpecRule = (spec) =>
  spec.frontMatter.name === spec.name
    ? []
    : [
        checkDiagnostic('NAME_NOT_FOLDER', `the name is "${spec.frontMatter.name}", the folder "${spec.name}"`, {
          place: placeOfKey(spec, 'name'),
          expected: `name: ${spec.name}`,
        }),
      ]

const linesMax = 500

export const documentLength: SpecRule = (spec) =>
  spec.documents
    .filter((document) => document.lines > linesMax)
    .map(({ path, lines }) =>
      checkDiagnostic('DOCUMENT_TOO_LONG', `${path} has ${lines} lines`, {
        place: { file: path, line: linesMax + 1, column: 1 },
        expected: `at most ${linesMax} lines`,
      }),
    )
