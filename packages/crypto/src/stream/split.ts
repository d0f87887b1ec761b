/** The parts of a piece: as many of `most` as it fills, and what is left. A piece of several is copied once, since it is held while they are given. */
export function* split(piece: Uint8Array, most: number): Generator<Uint8Array, void, undefined> {
  if (piece.length === 0) return
  if (piece.length <= most) {
    yield piece
    return
  }
  const held = piece.slice()
  for (let at = 0; at < held.length; at += most) yield held.subarray(at, at + most)
}
