import { holds, type Laws, ProviderError, refusesType } from '@canon/contract'
import type * as Log from '#surface/log'
import { utf8 } from '../../oracle/notes.ts'
import { ROOT } from './values.ts'

/** How every refusal is told. */
export const errorLaws: Laws<typeof Log> = ({ provider, cases }) => {
  cases('LOG-002', 'a refusal is a LogError by class, name and code', [0], async () => {
    const calls: (() => Promise<unknown>)[] = [
      () => provider.parseNote(utf8('x')),
      () => provider.parsePolicy('x'),
      () => provider.tileLayout(-1),
    ]
    for (const call of calls) {
      const error = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      )
      holds(
        error instanceof ProviderError && error.name === 'LogError' && error.classes.includes('LogError') && error.message !== '',
        'a LogError',
        error,
      )
    }
  })

  cases('LOG-003', 'a value outside the declared types is a TypeError, before any other fault', [0], async () => {
    const wrong = (value: unknown) => value as never
    await refusesType(() => provider.leafHash(wrong('text')))
    await refusesType(() => provider.verifyInclusion(wrong({ index: '0', size: 0, leaf: ROOT, proof: [], root: ROOT })))
    await refusesType(() => provider.verifyInclusion(wrong({ index: 0, size: 0, leaf: ROOT, proof: [1], root: ROOT })))
    await refusesType(async () => provider.parseNote(wrong('text')))
    await refusesType(() => provider.openNote(utf8('x'), wrong([1])))
    await refusesType(async () => provider.formatCheckpoint(wrong({ origin: '', size: 1, root: ROOT })))
    await refusesType(() => provider.verifierKey({ name: '', seed: ROOT }, wrong('rsa')))
  })
}
