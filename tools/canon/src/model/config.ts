/** `canon.json` at the workspace root. */
export interface Config {
  readonly canon: 1
  /** Folder of the documents, relative to the root. */
  readonly specs: string
  /** Folder of the renderings, relative to the root. */
  readonly packages: string
  /** npm scope of the rendered packages, with its `@`. */
  readonly scope: string
  /** Runs of a law that does not say. */
  readonly runs: number
  /** Modules a contract may import as oracles, for example `node:crypto`. */
  readonly oracles: readonly string[]
  readonly generators: Readonly<Record<string, GeneratorConfig>>
  readonly strength: StrengthConfig
}

/** Percent of mutants that laws must kill, 0 to 100. */
export interface StrengthConfig {
  readonly threshold: number
  /** By package, in place of the threshold. */
  readonly packages?: Readonly<Record<string, number>>
}

export const thresholdOf = ({ strength }: Config, name: string): number => strength.packages?.[name] ?? strength.threshold

/** A named generator; `command` is an argument vector, `{bundle}` in it stands for the bundle's path. */
export interface GeneratorConfig {
  readonly kind: 'command' | 'replay'
  readonly command?: readonly string[]
  readonly from?: string
  readonly model?: string
  readonly timeoutMs?: number
  /** Names of environment variables that the command gets; PATH and HOME are the tool's. */
  readonly env?: readonly string[]
  /** Absolute folders, beside the system's, that the command may read where it is kept from everything else. */
  readonly shows?: readonly string[]
}

export const DEFAULT_CONFIG: Config = {
  canon: 1,
  specs: 'specs',
  packages: 'packages',
  scope: '@canon',
  runs: 100,
  oracles: ['node:crypto', 'node:buffer'],
  generators: {},
  strength: { threshold: 90 },
}
