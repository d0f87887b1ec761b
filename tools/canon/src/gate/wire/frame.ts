/** First byte of a frame. */
export const Frame = { call: 1, construct: 2, get: 3, value: 4, error: 5, fault: 6, release: 7, conduct: 8 } as const

/** A request's end, as the other side claims it. */
export type Answer =
  | { readonly kind: 'value'; readonly value: unknown }
  /** `early`: thrown at the call instead of by the promise. */
  | { readonly kind: 'error'; readonly error: unknown; readonly early: boolean }
  /** The other side could not put its result into words; the text says why. */
  | { readonly kind: 'fault'; readonly reason: string }
