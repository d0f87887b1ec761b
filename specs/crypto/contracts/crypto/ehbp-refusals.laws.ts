import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit } from '../../driver.ts'
import { EHBP_FRAME_MAX, frame } from '../../oracle/compat.ts'
import { i2osp, lowOrderKeys } from '../../oracle/primitives.ts'
import { drained, held, streamed } from './drained.ts'
import { ehbpSides, fixed, publicKey, secret } from './ehbp-sides.ts'

/** What encrypted HTTP bodies refuse. */
export const ehbpRefusalLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  const { right, opened, sealed, reply } = ehbpSides(provider)

  law(
    ['CRY-275', 'CRY-278'],
    'other lengths are refused, the nonce last',
    [fc.nat(70).filter((length) => length !== 32), fc.constantFrom(32, 31)],
    async (length, other) => {
      const [bad, good, third] = [length, 32, other].map((many) => new Uint8Array(many))
      await refuses(provider.weakEhbpDerive(bad!, good!, third!), 'BAD_KEY')
      await refuses(provider.weakEhbpDerive(good!, bad!, third!), 'BAD_KEY')
      await refuses(provider.weakEhbpDerive(good!, good!, bad!), 'BAD_NONCE')
      const request = await sealed([])
      await refuses(request.open(bad!, streamed([])), 'BAD_NONCE')
      const asked = await opened([], right.enc)
      await refuses(asked.seal(streamed([]), bad!), 'BAD_NONCE')
      equal((await asked.seal(streamed([]), good!)).responseNonce, good!)
    },
    { runs: 20 },
  )

  cases('CRY-273', 'every flipped byte of a frame, and every short one, is refused', ['request', 'response'], async (which) => {
    const read = async (body: Uint8Array) =>
      which === 'request'
        ? drained((await opened([body], right.enc)).request)
        : drained((await sealed([])).open(fixed.nonce, streamed([body])))
    const good = which === 'request' ? right.ask(0, secret) : right.answer(fixed.nonce, 0, secret)
    const failed = { given: [], code: 'OPEN_FAILED' }
    for (let at = 4; at < good.length; at++) equal(await read(flipBit(good, 8 * at + (at % 8))), failed)
    for (let length = 1; length < 20; length++) equal(await read(frame(new Uint8Array(length))), failed)
  })

  cases('CRY-269', 'the greatest piece passes, one byte more does not, after what came before', [0, 1], async (over) => {
    const piece = new Uint8Array(EHBP_FRAME_MAX + over).fill(3)
    const code = over === 0 ? undefined : 'TOO_LARGE'
    const asked = await drained((await sealed([secret, piece])).body)
    const answered = await drained((await (await opened([], right.enc)).seal(streamed([secret, piece]), fixed.nonce)).body)
    equal(asked.code, code)
    equal(answered.code, code)
    equal([asked.given.length, answered.given.length], [2 - over, 2 - over])
    equal(asked.given[0], right.ask(0, secret))
    if (over === 1) return
    const [request, response] = [await opened(asked.given, right.enc), await sealed([])]
    holds(Buffer.compare((await drained(request.request)).given[1]!, piece) === 0, 'the greatest piece')
    holds(
      Buffer.compare((await drained(response.open(fixed.nonce, streamed(answered.given)))).given[1]!, piece) === 0,
      'the greatest piece',
    )
  })

  law(
    'CRY-269',
    'a frame that says too much is refused before its bytes come',
    [
      fc.oneof(
        fc.integer({ min: EHBP_FRAME_MAX + 17, max: 2 ** 32 - 1 }),
        fc.constantFrom(EHBP_FRAME_MAX + 17, 2 ** 31, 2 ** 32 - 1),
      ),
    ],
    async (length) => {
      const [asking, answering] = [held([i2osp(length, 4)]), held([i2osp(length, 4)])]
      const asked = await opened(asking.stream, right.enc)
      equal(await drained(asked.request), { given: [], code: 'TOO_LARGE' })
      equal(await drained((await sealed([])).open(fixed.nonce, answering.stream)), { given: [], code: 'TOO_LARGE' })
      asking.release()
      answering.release()
    },
    { runs: 10 },
  )

  cases(['CRY-266', 'CRY-271'], 'a key of low order is refused on both sides', lowOrderKeys, async (low) => {
    await refuses(provider.weakEhbpSeal(low, streamed([])), 'BAD_KEY')
    await refuses(opened([], low), 'OPEN_FAILED')
  })

  law(
    ['CRY-266', 'CRY-270', 'CRY-271'],
    'keys and randomness of another length, a key of another KEM, and one that is destroyed',
    [fc.nat(70).filter((length) => length !== 32)],
    async (length) => {
      const bad = new Uint8Array(length).fill(9)
      await refuses(provider.weakEhbpSeal(bad, streamed([]), bad), 'BAD_KEY')
      await refuses(provider.weakEhbpSeal(publicKey, streamed([]), bad), 'BAD_SEED')
      await refuses(opened([], bad), 'BAD_CIPHERTEXT')
      const wing = await provider.createRecipientKey('x-wing', secret)
      await refuses(provider.weakEhbpOpen(wing, bad, streamed([])), 'UNSUPPORTED')
      const key = await provider.createRecipientKey('x25519', secret)
      const asked = await provider.weakEhbpOpen(key, right.enc, streamed([right.ask(0, secret)]))
      await key.destroy()
      equal((await drained(asked.request)).given, [secret])
      await refuses(provider.weakEhbpOpen(key, right.enc, streamed([])), 'DESTROYED')
    },
    { runs: 10 },
  )

  cases(['CRY-276', 'CRY-277'], 'what can be used once is refused the second time', [[], [secret]], async (list) => {
    const request = await sealed(list)
    equal((await drained(request.body)).code, undefined)
    equal(await drained(request.body), { given: [], code: 'USED' })
    const asked = await opened(
      list.map((piece, at) => right.ask(at, piece)),
      right.enc,
    )
    equal((await drained(asked.request)).given, list)
    equal(await drained(asked.request), { given: [], code: 'USED' })
    const answer = await asked.seal(streamed(list), fixed.nonce)
    await refuses(asked.seal(streamed(list), fixed.nonce), 'USED')
    await refuses(asked.seal(streamed(list)), 'USED')
    equal(await drained(answer.body), { given: reply(fixed.nonce, list), code: undefined })
    equal(await drained(answer.body), { given: [], code: 'USED' })
  })
}
