import type { Bound } from './measure.ts'

/** Every bound of the tool itself, by the id of its line; docs/speed.md says the same. The documents' own budgets are lines beside these. */
export const lines = {
  'check-cold-openspec': { suite: 'check', bound: 1 / 5 },
  'check-unchanged': { suite: 'check', bound: 4 },
  'status-unchanged': { suite: 'check', bound: 8 },
  'gate-unchanged': { suite: 'repository', bound: 4 },
  'law-simple': { suite: 'gate', bound: 3 },
  'law-error': { suite: 'gate', bound: 4 },
  'law-stateful': { suite: 'gate', bound: 8 },
  'child-start': { suite: 'gate', bound: 2.5 },
  'surface-check': { suite: 'gate', bound: 8 },
  'strength-rate': { suite: 'strength', bound: 5, direction: 'atLeast' },
  'xwing-native-floor': { suite: 'crypto', bound: null },
  'exchange-aes': { suite: 'crypto', bound: null },
  'exchange-floor': { suite: 'crypto', bound: null },
  'weights-two-cores': { suite: 'crypto', bound: 1.11 },
} as const satisfies Readonly<Record<string, { readonly suite: string } & Pick<Bound, 'bound' | 'direction'>>>

export type LineId = keyof typeof lines

/** A line's id, bound and direction. */
export function line(id: LineId): Pick<Bound, 'id' | 'bound' | 'direction'> {
  const { bound, ...rest }: { readonly bound: number | null; readonly direction?: 'atLeast' } = lines[id]
  return { id, bound, ...(rest.direction && { direction: rest.direction }) }
}

/** Lines of a suite that it did not answer. */
export function missingLines(suite: string, answered: readonly string[]): LineId[] {
  return (Object.keys(lines) as LineId[]).filter((id) => lines[id].suite === suite && !answered.includes(id))
}

export const suites: readonly string[] = [...new Set([...Object.values(lines).map(({ suite }) => suite as string), 'budgets'])]
