import type { Spec } from '../model/spec.ts'

/** The flags every package compiles under; a bundle carries the same. */
export const PACKAGE_COMPILER_OPTIONS = {
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
} as const

/** The same with the types of the runtimes that the document names. */
export function packageCompilerOptions(spec: Spec): Record<string, unknown> {
  return { ...PACKAGE_COMPILER_OPTIONS, types: spec.frontMatter.runs.includes('node') ? ['node'] : [] }
}
