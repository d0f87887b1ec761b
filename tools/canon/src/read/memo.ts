/** Results of pure, dear functions of a text, kept between runs by the text's digest. */
export interface Memo {
  /** The kept result, else `make`'s, which is kept. */
  get<T>(kind: string, text: string, make: () => T): T
}

/** Keeps nothing. */
export const noMemo: Memo = { get: (_kind, _text, make) => make() }
