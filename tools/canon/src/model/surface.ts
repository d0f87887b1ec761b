import type { Place } from './diagnostic.ts'

/** The `ts surface` fences of a document, as text and as data a machine can check values against. */
export interface Surface {
  /** The fences joined: a valid `.d.ts` module. Empty when the document has none. */
  readonly text: string
  /** Value and type exports in the order of the document. */
  readonly exports: readonly SurfaceExport[]
  /** Shapes of exported and local types, interfaces included, by name. */
  readonly types: Readonly<Record<string, Shape>>
  readonly functions: Readonly<Record<string, readonly FunctionShape[]>>
  readonly classes: Readonly<Record<string, ClassShape>>
  readonly values: Readonly<Record<string, Shape>>
  /** Type-only imports: local name to module and name there. */
  readonly imports: Readonly<Record<string, { readonly module: string; readonly name: string }>>
  readonly place?: Place
}

export interface SurfaceExport {
  readonly name: string
  readonly kind: 'function' | 'class' | 'value' | 'type'
  readonly place: Place
}

/** Overloads are several of these under one name. */
export interface FunctionShape {
  readonly parameters: readonly ParameterShape[]
  readonly returns: Shape
}

export interface ParameterShape {
  readonly name: string
  readonly shape: Shape
  readonly optional: boolean
  readonly rest: boolean
}

export interface ClassShape {
  readonly name: string
  /** `Error` for error classes, else the base class's name. */
  readonly extends?: string
  /** Absent when the document declares no constructor: contracts may not construct it. */
  readonly constructor_?: FunctionShape
  readonly members: readonly MemberShape[]
  readonly statics: readonly MemberShape[]
}

export interface MemberShape {
  readonly name: string
  /** `Symbol.asyncIterator` appears as a method of that name. */
  readonly kind: 'method' | 'property'
  readonly optional: boolean
  /** A method's overloads. */
  readonly overloads?: readonly FunctionShape[]
  readonly shape?: Shape
}

/** A type as far as a value can be checked against it at run time. */
export type Shape =
  | { readonly kind: 'primitive'; readonly of: Primitive }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | { readonly bigint: string } }
  | { readonly kind: 'array'; readonly item: Shape }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly rest?: Shape }
  /** Plain data with exactly these fields, and any others when `index` is there. */
  | { readonly kind: 'object'; readonly fields: readonly FieldShape[]; readonly index?: Shape }
  /** Has methods: crosses by reference, with exactly these members. */
  | { readonly kind: 'interface'; readonly members: readonly MemberShape[] }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'set'; readonly item: Shape }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  | { readonly kind: 'function'; readonly overloads: readonly FunctionShape[] }
  | { readonly kind: 'promise'; readonly of: Shape }
  | { readonly kind: 'asyncIterable'; readonly of: Shape }
  | { readonly kind: 'stream'; readonly of: Shape }
  /** A name of this surface: a class or a type of `types`. */
  | { readonly kind: 'named'; readonly name: string }
  /** A name of another surface. */
  | { readonly kind: 'imported'; readonly module: string; readonly name: string }

export type Primitive =
  | 'undefined'
  | 'null'
  | 'void'
  | 'never'
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'bytes'
  | 'arrayBuffer'
  | 'date'
  | 'error'
  | 'unknown'

export interface FieldShape {
  readonly name: string
  readonly shape: Shape
  readonly optional: boolean
}
