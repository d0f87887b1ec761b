import type { Peer } from '../wire/peer.ts'

/** What ties an object of a law to the object in the child that it stands for. */
export interface Handle {
  readonly peer: Peer
  readonly id: number
}

/** Answers its argument, so that a subclass can give fields to an object that exists. */
const Same = function same(object: object) {
  return object
} as unknown as new (
  object: object,
) => object

/** Stamps a private field on objects: found faster than in a weak map, and visible to nobody else. */
class Stamp extends Same {
  #handle: Handle
  constructor(object: object, handle: Handle) {
    super(object)
    this.#handle = handle
  }
  static handleOf(object: object): Handle | undefined {
    return #handle in object ? (object as Stamp).#handle : undefined
  }
}

export function giveHandle(object: object, handle: Handle): void {
  new Stamp(object, handle)
}

export const handleOf = (object: object): Handle | undefined => Stamp.handleOf(object)
