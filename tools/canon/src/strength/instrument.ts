import { posix } from 'node:path'
import { type File, Instrumenter } from '@stryker-mutator/instrumenter'
import { builtFiles } from '../base/strip.ts'
import { type Mutant, mutantsOf } from './mutant.ts'
import { SWITCH_FILE, switchModule } from './switch.ts'

/** A package with every mutant in it, types stripped, to be laid out for a child. */
export interface Instrumented {
  readonly mutants: readonly Mutant[]
  /** One more than the greatest number of a mutant; numbers have gaps. */
  readonly numbers: number
  /** Counts which mutants are reached. */
  readonly covering: Readonly<Record<string, Uint8Array>>
  /** The same without the counting. */
  readonly plain: Readonly<Record<string, Uint8Array>>
  /** Files of src/ that no child loads here. */
  readonly excluded: readonly string[]
}

const ELSEWHERE = /^src\/platform\/browser\.ts$/

/** Puts all mutants of src/ behind switches; `folder` is the package's, for their places. */
export async function instrument(files: Readonly<Record<string, Uint8Array>>, folder: string): Promise<Instrumented> {
  const sources = Object.keys(files).filter((path) => path.startsWith('src/') && path.endsWith('.ts'))
  const excluded = sources.filter((path) => ELSEWHERE.test(path))
  const texts = new Map(
    sources.filter((path) => !ELSEWHERE.test(path)).map((path) => [path, withoutDirectives(decode(files[path]!))]),
  )
  const input: File[] = [...texts].map(([name, content]) => ({ name, mutate: true, content }))
  const result = await new Instrumenter(silent).instrument(input, { plugins: [], excludedMutations: [], ignorers: [] })
  const mutants = mutantsOf(result.mutants, texts, folder)
  const numbers = mutants.reduce((most, { number }) => Math.max(most, number + 1), 0)
  const build = (covering: boolean) => {
    const mutated = result.files.map(({ name, content }) => [name, encode(withSwitch(name, content, covering))] as const)
    const built = builtFiles({ ...files, ...Object.fromEntries(mutated) })
    return { ...built, [SWITCH_FILE]: encode(switchModule({ numbers, active: -1 })) }
  }
  return { mutants, numbers, covering: build(true), plain: build(false), excluded }
}

/** A package may not switch off what judges it: the instrumenter obeys comments. */
const withoutDirectives = (text: string) =>
  text.replaceAll(/Stryker(?=\s+(?:disable|restore))/gi, (word) => word.replace(/^./, '-'))

const HEADER_END = 'stryMutAct_9fa48 = isActive;\n  return isActive(id);\n}\n'

/** In place of the instrumenter's own header: the switches of one shared module, which burn fuel. */
function withSwitch(path: string, content: string, covering: boolean): string {
  const start = content.indexOf('function stryNS_9fa48')
  const end = content.indexOf(HEADER_END)
  const specifier = posix.relative(posix.dirname(path), SWITCH_FILE)
  const exported = path === 'src/index.ts' ? `\nexport { canonActivate, canonReached } from '${specifier}';\n` : ''
  // A file without mutants has no header.
  if (start < 0 || end < 0) return content + exported
  const body = content.slice(0, start) + content.slice(end + HEADER_END.length)
  const switched = body
    .replaceAll(/stryMutAct_9fa48\("(\d+)"\)/g, '(canonSwitch.fuel-- > 0 ? canonSwitch.active === $1 : canonSwitch.empty())')
    .replaceAll(/stryCov_9fa48\(([^)]*)\)/g, (_, ids: string) =>
      covering ? `canonSwitch.reach(${ids.replaceAll('"', '')})` : '0',
    )
  return `import { canonSwitch } from '${specifier}';\n${switched}\n${exported}`
}

const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  fatal: () => {},
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const encode = (text: string) => new TextEncoder().encode(text)
