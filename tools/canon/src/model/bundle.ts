/** A self-contained folder for a generator: relative path to bytes. */
export interface Bundle {
  readonly name: string
  readonly mode: 'clean' | 'revise'
  readonly files: Readonly<Record<string, Uint8Array>>
  /** Over paths and bytes; the same inputs give the same digest. */
  readonly digest: string
  /** Characters of text divided by four. */
  readonly tokens: number
}

/** What a generator wrote: paths under `src/` to bytes. */
export interface Candidate {
  readonly name: string
  readonly files: Readonly<Record<string, Uint8Array>>
}
