/** Looks at what a package gives before it is encoded: the wire would lose what tells a lie from an answer. */
export interface Scrutiny {
  /** Why this is not the plain data that its copy would be; undefined when it is. */
  data(value: object): string | undefined
  /** Names of the classes that an error is an instance of; a class counts as exported when it is the exported one. */
  classes(error: object): string[]
  /** Waits for a promise of the platform; false when it is none. */
  settle(promise: unknown, resolved: (value: unknown) => void, rejected: (error: unknown) => void): boolean
}
