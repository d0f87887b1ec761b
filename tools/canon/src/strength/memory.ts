import { HOT_MAX } from './limits.ts'
import type { Mutant } from './mutant.ts'

/** What earlier kills teach about the next mutant: which laws and which values to try first. */
export class Memory {
  readonly #kills = new Map<string, { readonly line: number; readonly law: number }[]>()
  readonly #hot = new Map<number, number[]>()

  killed(mutant: Mutant, law: number, value: number): void {
    const kills = this.#kills.get(mutant.file) ?? []
    kills.push({ line: mutant.line, law })
    this.#kills.set(mutant.file, kills)
    if (value < 0) return
    const hot = this.#hot.get(law) ?? []
    this.#hot.set(law, [value, ...hot.filter((item) => item !== value)].slice(0, HOT_MAX))
  }

  /** How likely a law is to kill: kills of the same file weigh by how near they were. */
  likelihood(mutant: Mutant, law: number): number {
    let sum = 0
    for (const kill of this.#kills.get(mutant.file) ?? [])
      if (kill.law === law) sum += 1 / (1 + Math.abs(kill.line - mutant.line))
    return sum
  }

  /** Places 0 to count − 1, those that killed lately first. */
  order(law: number, count: number): number[] {
    const hot = (this.#hot.get(law) ?? []).filter((place) => place < count)
    return [...hot, ...Array.from({ length: count }, (_, place) => place).filter((place) => !hot.includes(place))]
  }
}
