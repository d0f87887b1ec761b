import type { Place } from './diagnostic.ts'
import type { Surface } from './surface.ts'

/** A subsystem as its documents promise it: what `read` makes of `specs/<name>/`. */
export interface Spec {
  /** The folder's name; the package is `<scope>/<name>`. */
  readonly name: string
  /** `specs/<name>`, relative to the root. */
  readonly folder: string
  readonly frontMatter: FrontMatter
  /** Where each key of the front matter stands. */
  readonly keys?: Readonly<Record<string, Place>>
  readonly title: string
  /** The paragraph under the title, one line. */
  readonly summary: string
  /** `spec.md` first, then the further documents by name. */
  readonly documents: readonly SpecDocument[]
  readonly clauses: readonly Clause[]
  readonly withdrawn: readonly WithdrawnClause[]
  readonly parameters: readonly Parameter[]
  readonly surface: Surface
  readonly schemas: readonly Schema[]
  readonly errors: readonly ErrorRow[]
  readonly budgets: readonly Budget[]
  readonly vectors: readonly Vector[]
  readonly contracts: readonly ContractFile[]
  /** Path of `driver.ts`, when there is one. */
  readonly driver?: SourceFile
  /** `budgets.ts`, when there is one. */
  readonly measurements?: Measurements
  readonly unwitnessed: readonly UnwitnessedClause[]
  /** `NEEDS DECISION` items; any of them blocks generation. */
  readonly open: readonly OpenItem[]
  readonly digests: SpecDigests
}

export interface SourceFile {
  /** Relative to the root. */
  readonly path: string
  /** `sha256:` and 64 hex digits over the file's bytes. */
  readonly digest: string
}

export interface SpecDocument extends SourceFile {
  readonly lines: number
  readonly headings: readonly Heading[]
  readonly links: readonly Link[]
  /** Where a MUST or SHALL stands outside every clause. */
  readonly strayObligations?: readonly Place[]
}

export interface Heading {
  readonly level: number
  readonly text: string
  /** The forge's anchor: lower case, spaces to hyphens, punctuation dropped. */
  readonly anchor: string
  readonly place: Place
}

export interface Link {
  readonly target: string
  readonly place: Place
  /** Absent for links with a scheme, such as `https:`. */
  readonly leadsTo?: LinkTarget
}

export interface LinkTarget {
  /** Relative to the root; empty when outside it. */
  readonly path: string
  /** Without `#`; empty when there is none. */
  readonly anchor: string
  readonly found: 'file' | 'folder' | 'nothing' | 'outside'
}

export interface FrontMatter {
  readonly canon: 1
  readonly name: string
  readonly version: string
  readonly owners: readonly string[]
  readonly status: 'draft' | 'stable' | 'retired'
  readonly depends: readonly string[]
  /** Name to exact version. */
  readonly libraries: Readonly<Record<string, string>>
  readonly runs: readonly Runtime[]
  readonly may: readonly Capability[]
  readonly assets: readonly Asset[]
}

export type Runtime = 'node' | 'browser'
export type Capability = 'net' | 'fs' | 'process' | 'env' | 'workers' | 'native'
export type Asset = 'solidity' | 'assemblyscript' | 'page'

/** A paragraph that opens with a bold id, with the lists, tables and fences that follow it directly. */
export interface Clause {
  /** For example `LOG-012`. */
  readonly id: string
  /** Markdown source without the id, white space folded. */
  readonly text: string
  /** Codes after `Error:` or in back-ticks that the Errors table lists. */
  readonly errors: readonly string[]
  /** How many MUST or SHALL it holds. */
  readonly obligations: number
  /** Nearest heading above, for example `verifyInclusion`. */
  readonly heading: string
  readonly digest: string
  readonly place: Place
}

export interface WithdrawnClause {
  readonly id: string
  readonly place: Place
}

export interface Parameter {
  readonly name: string
  readonly value: string
  readonly unit: string
  readonly why: string
  readonly place: Place
}

/** A `yaml schema=Name` fence: JSON Schema 2020-12 as data. */
export interface Schema {
  readonly name: string
  readonly schema: unknown
  readonly digest: string
  readonly place: Place
}

export interface ErrorRow {
  readonly code: string
  readonly when: string
  readonly clauses: readonly string[]
  /** fix, retry or stop. */
  readonly caller: string
  readonly place: Place
}

export interface Budget {
  readonly id: string
  readonly operation: string
  readonly measure: string
  readonly bound: string
  /** The bound as a number, when it is one: `6 ×` is 6. */
  readonly ratio?: number
  readonly against: string
  readonly place: Place
}

/** `vectors/<operation>/NNN-what-happens.json`. */
export interface Vector extends SourceFile {
  readonly operation: string
  /** File name without `.json`. */
  readonly name: string
  readonly clauses: readonly string[]
  readonly what: string
  readonly steps: readonly VectorStep[]
}

/**
 * One step against the package. `target` is an export (`leafHash`), a member of a named object (`tree.append`), or for `new` a class.
 * Arguments and results are vector values as `base/vector-value.ts` reads them: JSON plus `{"$hex"}`, `{"$bigint"}` and so on.
 */
export interface VectorStep {
  readonly action: 'call' | 'new' | 'get'
  readonly target: string
  readonly args: readonly unknown[]
  /** Binds the result for later steps. */
  readonly as?: string
  readonly expect: { readonly returns: unknown } | { readonly refuses: string } | { readonly nothing: true }
}

/**
 * What `<consumer>` needs from `<provider>`; consumer and provider are equal for the owner's own laws. Digest, laws and imports are
 * those of the contract and of its parts.
 */
export interface ContractFile extends SourceFile {
  readonly consumer: string
  readonly provider: string
  readonly laws: readonly LawReference[]
  readonly imports: readonly ModuleImport[]
  /** Files of `<provider>/` beside it that it consists of, by path; absent when it has none. */
  readonly parts?: readonly SourceFile[]
  /** `<provider>.examples.json` beside it, when there is one. */
  readonly examples?: SourceFile
}

export interface LawReference {
  readonly clauses: readonly string[]
  readonly sentence: string
  /** In the contract or in the part that states it. */
  readonly place: Place
}

/** How the budgets of a document are measured, as far as its text tells. */
export interface Measurements extends SourceFile {
  readonly budgets: readonly { readonly id: string; readonly place: Place }[]
  readonly imports: readonly ModuleImport[]
}

/** An empty module name stands for a computed one. */
export interface ModuleImport {
  readonly module: string
  readonly place: Place
  readonly typeOnly?: boolean
}

export interface UnwitnessedClause {
  readonly clause: string
  readonly reason: string
  readonly place: Place
}

export interface OpenItem {
  readonly text: string
  readonly place: Place
}

/** Only normative text is digested; rationale, examples and notes are not. */
export interface SpecDigests {
  /** Over everything below and the front matter's normative keys. */
  readonly normative: string
  readonly surface: string
  readonly types: string
  readonly clauses: Readonly<Record<string, string>>
  readonly vectors: Readonly<Record<string, string>>
}
