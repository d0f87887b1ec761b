import type { Arrived, Conduct, ConductKind, ConductMode, WatchedCall } from '../wire/conduct.ts'
import { difference, isBytes, isPlain } from './same-data.ts'

/** Taken before the package loads. */
const { apply, getOwnPropertyDescriptor } = Reflect
const { isFrozen } = Object
const Seen = WeakSet
const bytesPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object
const lengthOf = getOwnPropertyDescriptor(bytesPrototype, 'length')!.get!
const bufferOf = getOwnPropertyDescriptor(bytesPrototype, 'buffer')!.get!
const offsetOf = getOwnPropertyDescriptor(bytesPrototype, 'byteOffset')!.get!
const has = WeakSet.prototype.has
const add = WeakSet.prototype.add
const get = WeakMap.prototype.get
const set = WeakMap.prototype.set

/** Ranges remembered of one piece of memory; what is beyond is not looked for. */
const RANGES_MAX = 64

/**
 * Treats arguments and results as a caller may: buffers that went in are overwritten when the call has returned, buffers that came
 * out when they are encoded. A package that keeps or shares one answers wrongly from then on. Where it looks closely it also says at once
 * what it saw: an argument that is not as it arrived, memory or an object that was seen before.
 */
export class ConductProbe implements Conduct {
  mode: ConductMode = 'overwrite'
  readonly #memory = new WeakMap<object, Range[]>()
  readonly #objects = new WeakSet<object>()

  request(args: readonly unknown[], passed: readonly Uint8Array[], again: () => Arrived): WatchedCall {
    if (this.mode === 'leave') return LEFT
    if (this.mode === 'overwrite') return passed.length === 0 ? UNWATCHED : new OverwrittenCall(passed)
    return new ProbedCall(this, args, passed, again())
  }

  /** Remembers what a caller owns from here on. */
  own(value: object): void {
    if (isBytes(value)) this.#ranges(value)
    else apply(add, this.#objects, [value])
  }

  /** What of this a caller owned before; undefined where nothing. */
  owned(value: object): string | undefined {
    if (!isBytes(value)) {
      if (!isPlain(value) || isFrozen(value) || !apply(has, this.#objects, [value])) return undefined
      return 'an object or array that the caller had before'
    }
    const range = rangeOf(value)
    const known = apply(get, this.#memory, [range.buffer]) as Range[] | undefined
    for (let i = 0; i < (known?.length ?? 0); i++)
      if (known![i]!.from < range.to && range.from < known![i]!.to) return 'memory that the caller had before'
    return undefined
  }

  #ranges(value: object): void {
    const range = rangeOf(value)
    if (range.from === range.to) return
    const known = apply(get, this.#memory, [range.buffer]) as Range[] | undefined
    if (known === undefined) apply(set, this.#memory, [range.buffer, [range]])
    else if (known.length < RANGES_MAX) known[known.length] = range
  }
}

interface Range {
  readonly buffer: object
  readonly from: number
  readonly to: number
}

const NONE: WatchedCall['findings'] = []
const UNWATCHED: WatchedCall = { findings: NONE, returned() {}, settled() {}, gives: overwriteAll }

const LEFT: WatchedCall = { findings: NONE, returned() {}, settled() {}, gives() {} }

class OverwrittenCall implements WatchedCall {
  readonly #passed: readonly Uint8Array[]
  readonly findings = NONE
  readonly gives = overwriteAll
  constructor(passed: readonly Uint8Array[]) {
    this.#passed = passed
  }
  returned(): void {
    overwriteAll(this.#passed)
  }
  settled(): void {}
}

class ProbedCall implements WatchedCall {
  readonly findings: { readonly kind: ConductKind; readonly what: string }[] = []
  readonly #probe: ConductProbe
  readonly #args: readonly unknown[]
  readonly #passed: readonly Uint8Array[]
  readonly #arrived: Arrived

  constructor(probe: ConductProbe, args: readonly unknown[], passed: readonly Uint8Array[], arrived: Arrived) {
    this.#probe = probe
    this.#args = args
    this.#passed = passed
    this.#arrived = arrived
  }

  returned(): void {
    this.#compare('when the call had returned')
    overwriteAll(this.#passed)
    overwriteAll(this.#arrived.passed)
    for (let i = 0; i < this.#passed.length; i++) this.#probe.own(this.#passed[i]!)
  }

  settled(): void {
    this.#compare('when its promise had settled')
  }

  gives(given: readonly object[]): void {
    for (let i = 0; i < given.length; i++) {
      const owned = this.#probe.owned(given[i]!)
      if (owned === undefined) continue
      this.#found('shares', `answers with ${owned}`)
      break
    }
    // Within one result the same buffer may stand twice.
    for (let i = 0; i < given.length; i++) this.#probe.own(given[i]!)
    overwriteAll(given)
  }

  /** Says the first difference once. */
  #compare(when: string): void {
    for (let i = 0; i < this.#args.length && this.findings.length === 0; i++) {
      const at = difference(this.#args[i], this.#arrived.args[i], (object) => this.#probe.own(object))
      if (at === undefined) continue
      this.#found('changes-argument', `argument ${i + 1}${at} was not as it arrived ${when}`)
    }
  }

  /** Not with `push`, which is the package's to replace. */
  #found(kind: ConductKind, what: string): void {
    this.findings[this.findings.length] = { kind, what }
  }
}

/** Every byte of every buffer becomes another; a view that stands twice is overwritten once. */
function overwriteAll(given: readonly object[]): void {
  const seen = given.length > 1 ? new Seen<object>() : undefined
  for (let i = 0; i < given.length; i++) {
    const bytes = given[i]!
    if (!isBytes(bytes)) continue
    if (seen !== undefined) {
      if (apply(has, seen, [bytes])) continue
      apply(add, seen, [bytes])
    }
    const length = apply(lengthOf, bytes, []) as number
    for (let at = 0; at < length; at++) bytes[at]! ^= 0xff
  }
}

function rangeOf(bytes: object): Range {
  const from = apply(offsetOf, bytes, []) as number
  return { buffer: apply(bufferOf, bytes, []) as object, from, to: from + (apply(lengthOf, bytes, []) as number) }
}
