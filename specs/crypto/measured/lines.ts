import { budgets } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { sealedAndOpened, sealedHashedAndOpened, uploaded, uploadOf } from './exchange.ts'
import { byPlatform, platformKeys } from './floor.ts'
import { byPackage, lettersOf } from './hpke.ts'
import { openedBare, openedByPackage, stretchOf } from './weights.ts'

/** What the bench measures of the package beside the document's budgets; its lines say the bounds. */
export default budgets<typeof Crypto>((line) => {
  line('xwing-native-floor', {
    prepare: (seed) => ({ letters: lettersOf(seed, 50), keys: platformKeys() }),
    subject: (crypto, { letters }) => byPackage(crypto, 'x-wing', letters),
    peer: ({ letters, keys }) => byPlatform(keys, letters),
  })

  line('exchange-aes', { prepare: uploadOf, subject: uploaded, peer: sealedAndOpened })

  line('exchange-floor', { prepare: uploadOf, subject: (_, upload) => sealedHashedAndOpened(upload), peer: sealedAndOpened })

  line('weights-two-cores-0', {
    prepare: (seed) => stretchOf(seed, 128, 0, 64),
    subject: openedByPackage,
    peer: openedBare,
  })

  line('weights-two-cores-1', {
    prepare: (seed) => stretchOf(seed, 128, 64, 128),
    subject: openedByPackage,
    peer: openedBare,
  })
})
