import { one } from '@canon/unit'

export async function* upTo(end: number): AsyncIterable<number> {
  // BAI-009
  for (let n = 0; n < Math.min(end, 100); n += one()) yield n
}
