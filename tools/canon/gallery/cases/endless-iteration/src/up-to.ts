export async function* upTo(_end: number): AsyncIterable<number> {
  for (let n = 0; ; n++) yield n
}
