import { checkDiagnostic } from '../diagnostics/check.ts'
import { placeOfKey, type SpecRule } from './rule.ts'

const exact = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/

export const libraries: SpecRule = (spec) =>
  Object.entries(spec.frontMatter.libraries)
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) =>
      checkDiagnostic('LIBRARY_NOT_EXACT', `${name} has the version "${version}"`, {
        place: placeOfKey(spec, 'libraries'),
        expected: 'three numbers, as in "1.2.3"',
      }),
    )
