import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { LawResult, Question, Step, StepName, Verdict } from '../model/verdict.ts'
import type { FoundExample } from './examples/keep.ts'

/** A verdict that lacks a step is not green; preservation concerns new renderings only. */
const STEPS = 7

/** Collects steps and findings into a verdict. */
export class VerdictRecord {
  isolation: Verdict['isolation'] = 'none'
  vectors = 0
  questions: readonly Question[] = []
  laws: readonly LawResult[] = []
  found: readonly FoundExample[] = []
  facilities: NonNullable<Verdict['facilities']> = {}
  readonly #steps: Step[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #name: string
  readonly #progress: ((line: string) => void) | undefined

  constructor(name: string, progress: ((line: string) => void) | undefined) {
    this.#name = name
    this.#progress = progress
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics)
  }

  /** Runs one step; true when nothing in it is an error. */
  async step(name: StepName, body: () => readonly Diagnostic[] | Promise<readonly Diagnostic[]>): Promise<boolean> {
    this.#progress?.(`${this.#name}: ${name}`)
    const started = performance.now()
    const found = await body()
    this.add(found)
    const errors = found.filter(({ severity }) => severity === 'error').length
    const unproved = found.some(({ code }) => code === 'LAW_UNPROVED')
    this.#steps.push({
      name,
      result: errors > 0 ? 'failed' : unproved ? 'unproved' : 'passed',
      durationMs: Math.round(performance.now() - started),
      summary: errors > 0 ? `${errors} found` : unproved ? 'some laws lack their facility' : 'holds',
    })
    return errors === 0
  }

  /** A step that has nothing to judge, and why. */
  skip(name: StepName, summary: string): void {
    this.#steps.push({ name, result: 'skipped', durationMs: 0, summary })
  }

  verdict(host: Host, evidence: string): Verdict {
    const errors = this.#diagnostics.some(({ severity }) => severity === 'error')
    return {
      name: this.#name,
      ok: !errors && this.#steps.filter(({ name }) => name !== 'preservation').length === STEPS,
      evidence,
      isolation: this.isolation,
      steps: this.#steps,
      laws: this.laws,
      vectors: this.vectors,
      ...(Object.keys(this.facilities).length === 0 ? {} : { facilities: this.facilities }),
      ...(this.questions.length === 0 ? {} : { questions: this.questions }),
      diagnostics: this.#diagnostics,
      at: host
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
      cached: false,
    }
  }
}
