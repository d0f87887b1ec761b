import { LawFailure, ProviderError } from '@canon/contract'
import { ChildGone } from '../child.ts'
import { SurfaceFault } from '../remote/conform.ts'
import { TimedOut } from './limited.ts'

/** What a failed run showed, for people and for the generator: never a stack, which would show lines of the contract. */
export function describeFailure(error: unknown): { readonly observed: string; readonly expected: string } {
  if (error instanceof LawFailure) return { observed: error.observed, expected: error.expected }
  if (error instanceof ProviderError)
    return {
      observed: `${error.name}${error.code === undefined ? '' : ` ${error.code}`}: ${error.message}`.slice(0, 500),
      expected: 'no error here',
    }
  if (error instanceof SurfaceFault) return { observed: error.message.slice(0, 500), expected: 'what the surface declares' }
  if (error instanceof ChildGone)
    return { observed: `the package's process ${error.message}`.slice(0, 500), expected: 'an answer' }
  if (error instanceof TimedOut) return { observed: error.message, expected: 'an answer' }
  return {
    observed: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'something that is not an error',
    expected: 'the law to hold',
  }
}

/** Whether a failed run speaks of the package, and not of the law's own code. */
export const isJudgement = (error: unknown): boolean =>
  [LawFailure, ProviderError, SurfaceFault, ChildGone, TimedOut].some((kind) => error instanceof kind)
