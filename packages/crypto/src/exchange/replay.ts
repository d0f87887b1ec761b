import { hmac, randomBytes } from '#platform'
import { bytes, number, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { Remembered } from './remembered.ts'

const windowMax = 3600000
const replayCapacityMax = 16777216

/** Remembers encapsulations for as long as they could be replayed, in memory taken once. */
export interface ReplayWindow {
  /** Takes a request, once. Errors: STALE, REPLAYED, BUSY, BAD_TIME. */
  admit(enc: Uint8Array, at: number, now: number): Promise<void>
}

class HeldWindow implements ReplayWindow {
  readonly #windowMs: number
  readonly #key = randomBytes(32)
  readonly #remembered: Remembered
  #now = 0

  constructor(windowMs: number, capacity: number) {
    this.#windowMs = windowMs
    this.#remembered = new Remembered(windowMs, capacity)
  }

  async admit(enc: Uint8Array, at: number, now: number): Promise<void> {
    const given = bytes(enc, 'enc')
    const dated = number(at, 'at')
    const present = number(now, 'now')
    // CRY-193
    if (!within(dated, 0, Number.MAX_SAFE_INTEGER) || !within(present, 0, Number.MAX_SAFE_INTEGER)) refuse('BAD_TIME', 'a time is out of range')
    // CRY-194
    this.#now = Math.max(this.#now, present)
    if (Math.abs(this.#now - dated) > this.#windowMs) refuse('STALE', 'the request is too old, or from the future')
    this.#remembered.advance(this.#now)
    const hash = hmac(this.#key, given)
    // CRY-195
    if (this.#remembered.has(hash, this.#now)) refuse('REPLAYED', 'the request has been admitted before')
    // CRY-196
    if (!this.#remembered.makeRoom(this.#now)) refuse('BUSY', 'there is no room to remember more requests')
    // CRY-197
    this.#remembered.add(hash, dated)
  }
}

/** For requests dated at most `windowMs` (1 to 3600000) before or after now, at most `capacity` at a time. */
export function createReplayWindow(windowMs: number, capacity: number): ReplayWindow {
  const width = number(windowMs, 'windowMs')
  const most = number(capacity, 'capacity')
  // CRY-192
  if (!within(width, 1, windowMax)) refuse('BAD_LENGTH', 'the window is not an integer from 1 to 3600000 milliseconds')
  if (!within(most, 1, replayCapacityMax)) refuse('BAD_LENGTH', 'the capacity is out of range')
  return new HeldWindow(width, most)
}
