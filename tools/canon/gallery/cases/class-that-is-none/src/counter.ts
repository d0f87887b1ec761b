interface Made { readonly value: number; add(n: number): Promise<number>; trace(): Uint8Array }

export type Counter = Made
export const Counter = function (this: { value: number }, start: number) {
  this.value = start
} as never as new (start: number) => Made
