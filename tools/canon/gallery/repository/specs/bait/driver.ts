import fc from 'fast-check'

/** Small integers: a cheat that behaves for some and not for others is met within a few draws. */
export const number = fc.integer({ min: -900, max: 900 })
export const numbers = fc.array(number, { minLength: 1, maxLength: 12 })
export const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
/** Short, so that what hangs is found soon. */
export const soon = { timeoutMs: 1500 }
