/** First byte of every value on the wire. */
export const Tag = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  /** Zigzag varint within 32 bits; −0 goes as a double. */
  integer: 4,
  double: 5,
  bigint: 6,
  /** UTF-8, for well-formed strings. */
  string: 7,
  /** UTF-16 code units, for strings with lone surrogates. */
  string16: 8,
  bytes: 9,
  arrayBuffer: 10,
  array: 11,
  hole: 12,
  object: 13,
  map: 14,
  set: 15,
  date: 16,
  error: 17,
  /** Something of the sender's that stays with the sender. */
  reference: 18,
  /** Something of the receiver's, handed back. */
  yours: 19,
} as const

export type ReferenceKind = 'object' | 'function' | 'iterable' | 'stream'
export const REFERENCE_KINDS: readonly ReferenceKind[] = ['object', 'function', 'iterable', 'stream']
