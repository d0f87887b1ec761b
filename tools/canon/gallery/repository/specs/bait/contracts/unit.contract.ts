import { contract, equal } from '@canon/contract'
import type * as Unit from '#surface/unit'

export default contract<typeof Unit>('unit', ({ provider, cases }) => {
  cases('UNI-001', 'one is one', [1], async (one) => {
    equal(await provider.one(), one)
  })
})
