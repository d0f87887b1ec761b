import { join } from 'node:path'
import { galleryDiagnostic } from '../diagnostics/gallery.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { GalleryCase, GallerySummary } from '../model/gallery.ts'
import { type Cheat, readCheats } from './gallery/cases.ts'
import { judgeCheat } from './gallery/judge.ts'
import { type Trial, tryCheat, tryTwin } from './gallery/trial.ts'
import { makeTemplate } from './gallery/workshop.ts'
import type { Outcome } from './outcome.ts'

export interface GalleryOptions {
  /** Every case when left out. */
  readonly names?: readonly string[]
  /** How many cases are judged at once, each in a process of its own; 2 when left out. */
  readonly workers?: number | undefined
  readonly onProgress?: (line: string) => void
}

const WORKERS = { usual: 2, most: 16 } as const

/** Hands every cheat to the gate and says which came through, and which was refused otherwise than it should be. */
export async function galleryCommand(host: Host, options: GalleryOptions): Promise<Outcome> {
  const all = readCheats(host)
  const unknown = (options.names ?? []).filter((name) => !all.some((cheat) => cheat.name === name))
  if (unknown.length > 0)
    return {
      ok: false,
      diagnostics: unknown.map((name) => galleryDiagnostic('GALLERY_UNKNOWN_CASE', `The gallery has no "${name}".`)),
      data: null,
    }
  const wanted = all.filter(({ name }) => options.names === undefined || options.names.includes(name))
  const workers = Math.min(Math.max(options.workers ?? WORKERS.usual, 1), WORKERS.most, wanted.length)
  const found = workers > 1 ? await judgeSideBySide(host, wanted, workers, options) : await judgeHere(host, wanted, options)
  const cases = found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const lost = wanted.filter(({ name }) => !cases.some((one) => one.name === name))
  const diagnostics = [
    ...cases.flatMap(findings),
    ...lost.map(({ name }) => galleryDiagnostic('GALLERY_NOT_RUN', `Nothing came of "${name}".`)),
  ]
  return { ok: diagnostics.length === 0, diagnostics, data: { cases, summary: summaryOf(cases) } }
}

/** One after the other: two gates in one process would count each other's assertions. */
async function judgeHere(host: Host, cheats: readonly Cheat[], { onProgress }: GalleryOptions): Promise<GalleryCase[]> {
  const twins = new Map<string, Trial>()
  const cases: GalleryCase[] = []
  const template = await makeTemplate(host)
  try {
    for (const cheat of cheats) {
      const trial = await tryCheat(host, template, cheat)
      const judged = judgeCheat(cheat, trial, await twinOf(cheat))
      onProgress?.(`${PROGRESS}${cheat.name}: ${judged.ok ? 'as expected' : (judged.unproved ?? 'not as expected')}`)
      cases.push(judged)
    }
  } finally {
    host.remove(template)
  }
  return cases

  async function twinOf({ expect, may }: Cheat): Promise<Trial | undefined> {
    if (expect.kind !== 'neutralised') return undefined
    const key = JSON.stringify([expect.twin, may])
    const trial = twins.get(key) ?? (await tryTwin(host, template, expect.twin, may))
    twins.set(key, trial)
    return trial
  }
}

const PROGRESS = 'gallery: '
const TIMEOUT_MS = 600_000
const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'canon.mjs')

/** Every worker is this very command over a part of the cases. */
async function judgeSideBySide(
  host: Host,
  cheats: readonly Cheat[],
  workers: number,
  { onProgress }: GalleryOptions,
): Promise<GalleryCase[]> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
  const part = async (worker: number): Promise<GalleryCase[]> => {
    const names = cheats.filter((_, index) => index % workers === worker).map(({ name }) => name)
    const command = [process.execPath, PROGRAM, 'gallery', ...names, '--workers', '1', '--json']
    const onOutput = (text: string) => {
      for (const line of text.split('\n')) if (line.startsWith(PROGRESS)) onProgress?.(line)
    }
    const { stdout, stderr } = await host.run(command, { cwd: host.root, env, timeoutMs: TIMEOUT_MS, onOutput })
    try {
      return (JSON.parse(stdout) as { data: { cases: GalleryCase[] } }).data.cases
    } catch {
      onProgress?.(stderr.slice(-2000))
      return []
    }
  }
  return (await Promise.all(Array.from({ length: workers }, (_, worker) => part(worker)))).flat()
}

function findings({ name, ok, hostile, refused, expected, step, code, observed, unproved }: GalleryCase): Diagnostic[] {
  if (ok) return []
  if (unproved !== undefined) return [galleryDiagnostic('GALLERY_UNPROVED', `"${name}" is unproved: ${unproved}`)]
  const seen = { expected }
  if (!hostile)
    return [galleryDiagnostic('GALLERY_HONEST_REFUSED', `"${name}" was refused at ${step} with ${code}: ${observed}`, seen)]
  if (!refused) return [galleryDiagnostic('GALLERY_CHEAT_PASSED', `"${name}" was accepted.`, seen)]
  return [galleryDiagnostic('GALLERY_OTHER_REFUSAL', `"${name}" was refused at ${step} with ${code}: ${observed}`, seen)]
}

/** A refusal counts where it is the one that the case names. */
function summaryOf(cases: readonly GalleryCase[]): GallerySummary {
  const count = (pick: (one: GalleryCase) => boolean) => cases.filter(pick).length
  return {
    hostile: count(({ hostile }) => hostile),
    refused: count(({ hostile, refused, ok }) => hostile && refused && ok),
    honest: count(({ hostile }) => !hostile),
    passed: count(({ hostile, refused, ok }) => !hostile && !refused && ok),
  }
}
