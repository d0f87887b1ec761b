/** Something outside the repository that a law needs: the field's vectors, a browser. */
export interface Facility<T> {
  readonly facility: string
  /** The rows, or undefined where the facility is absent; then the law is unproved, by this name. */
  readonly load: () => readonly T[] | undefined
}

export function isFacility(value: unknown): value is Facility<unknown> {
  return typeof value === 'object' && value !== null && 'facility' in value && 'load' in value
}
