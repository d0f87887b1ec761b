/** Bounds on what may cross the pipe; beyond them the sender is cut off. */
export const FRAME_BYTES_MAX = 64 * 1024 * 1024
/** Frames that wait to be written together. */
export const OUTBOX_BYTES_MAX = 2 * 1024 * 1024
/** Values in one frame: a small frame of nulls would otherwise cost the reader gigabytes. */
export const FRAME_NODES_MAX = 1 << 20
export const DEPTH_MAX = 512
/** Objects, functions and iterators one side may hold open for the other. */
export const REFERENCES_MAX = 1 << 17
export const SECRET_BYTES = 16

/** A value or frame that breaks the rules of the wire; the side that sent it is at fault. */
export class WireError extends Error {
  override readonly name = 'WireError'
}
