import { equal, type Laws } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { ehbp, ehbpDerived, framesRead } from '../../oracle/compat.ts'
import { joined } from '../../oracle/edwards.ts'
import { unhex } from '../../oracle/values.ts'
import { cutAt, drained, faultOf, held, sourceError, streamed } from './drained.ts'
import { ehbpSides, fixed, publicKey, secret } from './ehbp-sides.ts'

const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(new Uint8Array(0))), { maxLength: 6 })
const places = fc.array(fc.nat(), { maxLength: 8 })
const full = (list: readonly Uint8Array[]) => list.filter(({ length }) => length > 0)
const none = new Uint8Array(0)

const damage = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'drop', 'twice', 'swap', 'zero', 'foreign', 'none'),
  at: fc.nat(),
})

/** The frames with one thing done to them. */
function damaged(frames: readonly Uint8Array[], { kind, at }: { kind: string; at: number }, foreign: Uint8Array): Uint8Array {
  const whole = joined(...frames)
  const place = at % (frames.length + 1)
  if (kind === 'flip') return whole.length === 0 ? whole : flipBit(whole, at % (8 * whole.length))
  if (kind === 'cut') return whole.slice(0, at % (whole.length + 1))
  if (kind === 'drop') return joined(...frames.toSpliced(place, 1))
  if (kind === 'twice') return joined(...frames.slice(0, place), ...frames.slice(Math.max(0, place - 1)))
  if (kind === 'swap') return joined(...frames.slice(place), ...frames.slice(0, place))
  if (kind === 'none') return whole
  return joined(...frames.toSpliced(place, 0, kind === 'zero' ? new Uint8Array(4) : foreign))
}

/** Encrypted HTTP bodies. `session-recovery-token.json` has no operation here: a token is a caller's affair. */
export const ehbpLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  const { right, opened, sealed, reply } = ehbpSides(provider)

  cases(
    'CRY-279',
    'key and base nonce are those published, and open the published response',
    field('protocol/ehbp/response-decryption.json', (json) => [json as Record<string, string>]),
    async (row) => {
      const [exported, enc, nonce] = [row.exportedSecret!, row.requestEnc!, row.responseNonce!].map(unhex)
      const { key, nonce: base } = await provider.weakEhbpDerive(exported!, enc!, nonce!)
      const ct = unhex(row.encryptedResponse!).subarray(4)
      equal(await provider.aeadOpen('aes-256-gcm', key, base, none, ct), unhex(row.plaintext!))
    },
  )

  cases(
    'CRY-279',
    'the published derivation',
    field('protocol/ehbp/derive.json', (json) => [json as Record<string, string>]),
    async (row) => {
      const [exported, enc, nonce] = [row.exportedSecret!, row.requestEnc!, row.responseNonce!].map(unhex)
      const derived = { key: unhex(row.derivedKey!), nonce: unhex(row.derivedNonceBase!) }
      equal(await provider.weakEhbpDerive(exported!, enc!, nonce!), derived)
    },
  )

  law('CRY-279', 'key and base nonce are as defined', [seed, seed, seed], async (exported, enc, nonce) => {
    equal(await provider.weakEhbpDerive(exported, enc, nonce), ehbpDerived(exported, enc, nonce))
  })

  law(
    ['CRY-266', 'CRY-267', 'CRY-272'],
    'a request is sealed as defined, and opens however it is cut',
    [seed, pieces, places],
    async (ephemeral, list, cuts) => {
      const known = ehbp(publicKey, ephemeral)
      const frames = full(list).map((piece, at) => known.ask(at, piece))
      const request = await sealed(list, ephemeral)
      equal(await request.encapsulatedKey, known.enc)
      equal(await drained(request.body), { given: frames, code: undefined })
      const back = await opened(cutAt(joined(...frames), cuts), known.enc)
      equal(await drained(back.request), { given: full(list), code: undefined })
    },
    { runs: 40 },
  )

  law(
    ['CRY-268', 'CRY-272', 'CRY-276'],
    'a response is sealed as defined, and opens however it is cut',
    [seed, pieces, places],
    async (nonce, list, cuts) => {
      const asked = await opened([], right.enc)
      const answer = await asked.seal(streamed(list), nonce)
      const frames = reply(nonce, full(list))
      equal(await answer.responseNonce, nonce)
      equal(await drained(answer.body), { given: frames, code: undefined })
      const request = await sealed([])
      const back = request.open(nonce, streamed(cutAt(joined(...frames), cuts)))
      equal(await drained(back), { given: full(list), code: undefined })
    },
    { runs: 40 },
  )

  cases(['CRY-267', 'CRY-268', 'CRY-272'], 'more frames than a byte can count', [300], async (many) => {
    const list = Array.from({ length: many }, (_, at) => Uint8Array.of(at % 256))
    const asked = list.map((piece, at) => right.ask(at, piece))
    equal((await drained((await sealed(list)).body)).given, asked)
    const there = await opened([joined(...asked)], right.enc)
    equal((await drained(there.request)).given, list)
    const frames = reply(fixed.nonce, list)
    equal((await drained((await there.seal(streamed(list), fixed.nonce)).body)).given, frames)
    equal(await drained((await sealed([])).open(fixed.nonce, streamed([joined(...frames)]))), { given: list, code: undefined })
  })

  law(
    ['CRY-269', 'CRY-272', 'CRY-273', 'CRY-274'],
    'whatever is done to the frames, a reader gives those before the fault and says which it is',
    [fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), damage, places],
    async (list, change, cuts) => {
      const foreign = ehbp(publicKey, unhex('44'.repeat(32)))
      const asked = damaged(
        list.map((piece, at) => right.ask(at, piece)),
        change,
        foreign.ask(0, fixed.nonce),
      )
      const given = await opened(cutAt(asked, cuts), right.enc)
      equal(await drained(given.request), framesRead(asked, right.asked))
      const answered = damaged(reply(fixed.nonce, list), change, foreign.answer(fixed.nonce, 0, fixed.nonce))
      const request = await sealed([])
      equal(
        await drained(request.open(fixed.nonce, streamed(cutAt(answered, cuts)))),
        framesRead(answered, (at, ct) => right.answered(fixed.nonce, at, ct)),
      )
    },
    { runs: 150 },
  )

  law(
    'CRY-272',
    'a piece is given as soon as its frame is complete',
    [fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(9)],
    async (piece, more) => {
      const beginning = (next: Uint8Array) => next.slice(0, more)
      const asking = held([right.ask(0, piece), beginning(right.ask(1, piece))])
      const asked = await opened(asking.stream, right.enc)
      const first = (await asked.request)[Symbol.asyncIterator]()
      equal((await first.next()).value, piece)
      asking.release()
      equal(await faultOf(first.next()), more === 0 ? undefined : 'TRUNCATED')
      const [answer, next] = reply(fixed.nonce, [piece, piece])
      const answering = held([answer!, beginning(next!)])
      const second = (await (await sealed([])).open(fixed.nonce, answering.stream))[Symbol.asyncIterator]()
      equal((await second.next()).value, piece)
      answering.release()
      equal(await faultOf(second.next()), more === 0 ? undefined : 'TRUNCATED')
    },
    { runs: 20 },
  )

  law(
    ['CRY-266', 'CRY-276'],
    'each request has an encapsulated key, each response a nonce of its own',
    [pieces],
    async (list) => {
      const requests = await Promise.all([0, 1, 2].map(() => provider.weakEhbpSeal(publicKey, streamed(list))))
      const keys = await Promise.all(requests.map((request) => request.encapsulatedKey))
      equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 3)
      const nonces: string[] = []
      for (const request of requests) {
        const asked = await opened((await drained(request.body)).given, await request.encapsulatedKey)
        equal((await drained(asked.request)).given, full(list))
        const answer = await asked.seal(streamed(list))
        const nonce = await answer.responseNonce
        nonces.push(Buffer.from(nonce).toString('hex'))
        equal(nonce.length, 32)
        const back = await drained(request.open(nonce, streamed((await drained(answer.body)).given)))
        equal(back, { given: full(list), code: undefined })
      }
      equal(new Set(nonces).size, 3)
    },
    { runs: 10 },
  )

  cases(['CRY-267', 'CRY-268', 'CRY-272'], 'what comes before an error of the source is given, then the error', [1], async () => {
    const source = (list: readonly Uint8Array[]) => streamed(list, sourceError())
    const request = await provider.weakEhbpSeal(publicKey, source([secret]), fixed.ephemeral)
    equal(await drained(request.body), { given: [right.ask(0, secret)], code: 'SourceGone' })
    const asked = await opened(source([right.ask(0, secret)]), right.enc)
    equal(await drained(asked.request), { given: [secret], code: 'SourceGone' })
    const answer = await asked.seal(source([secret]), fixed.nonce)
    const frames = reply(fixed.nonce, [secret])
    equal(await drained(answer.body), { given: frames, code: 'SourceGone' })
    equal(await drained(request.open(fixed.nonce, source(frames))), { given: [secret], code: 'SourceGone' })
  })
}
