import type { ErrorToken } from '../wire/decode.ts'
import { Shapes, type SurfaceTable } from '../wire/shapes.ts'

/** Names of the error classes that a package's surface and those of its dependencies declare. */
export function errorClasses(table: SurfaceTable): ReadonlySet<string> {
  return new Set(
    Object.entries(table).flatMap(([home, { classes }]) => {
      const shapes = new Shapes(table, home)
      return Object.keys(classes).filter((name) => shapes.isErrorClass({ kind: 'named', name }))
    }),
  )
}

/** Codes of the platform's own errors. */
const PLATFORM = /^ERR_/

/**
 * Why an error is not one that the surface declares: a code without the class that carries it is found by no `instanceof`, and
 * one without a sentence tells a person nothing (Conventions, Errors 1).
 */
export function errorFault({ name, code, message, classes }: ErrorToken, declared: ReadonlySet<string>): string | undefined {
  if (code === undefined || PLATFORM.test(code) || declared.size === 0) return undefined
  if (classes.some((one) => declared.has(one)))
    return message.trim() === '' ? `failed with ${name} ${code}, whose message is empty` : undefined
  return `failed with ${name} ${code}, which is an instance of no error class of the surface`
}
