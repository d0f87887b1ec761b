import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { utf8 } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { aeadOpen, framed, readChunks, replyChunks, replyKeys, requestChunks, sealAt, xored } from '../../oracle/exchange.ts'
import { begun, fixed, headFault, openAt, party, taken } from '../../oracle/exchanges.ts'
import { all, damaged, drained, watched } from '../../oracle/streams.ts'
import { unhex } from '../../oracle/values.ts'
import { clientOf, gatewayOf } from './exchange-sides.ts'

const none = new Uint8Array()
const texts = ['one', 'two', 'three', 'four'].map(utf8)

const swapped = <Item>(list: readonly Item[], at: number, to: number) => list.with(at, list[to]!).with(to, list[at]!)

/** What an attacker can do to chunks whose ciphertexts are as they should be. */
function moved(chunks: readonly Uint8Array[], others: readonly Uint8Array[]): Uint8Array[] {
  const last = chunks.length - 1
  const lists: Uint8Array[][] = []
  for (let at = 0; at <= last; at++) {
    if (at < last) lists.push(chunks.toSpliced(at, 1), chunks.with(at, Uint8Array.from(chunks[at]!).fill(0, 0, 1)))
    lists.push(chunks.toSpliced(at, 0, chunks[at]!), chunks.with(at, others[at]!))
    for (let to = at + 1; to <= last; to++) lists.push(swapped(chunks, at, to))
  }
  const unmarked = joined(Uint8Array.of(16), chunks[last]!.subarray(1))
  lists.push([...chunks, ...chunks], [...chunks, Uint8Array.of(0)], [...chunks.slice(0, last), unmarked, chunks[last]!])
  return lists.map((list) => joined(...list))
}

/** Chunks that are not where and what they should be. */
export const exchangeChunkLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-171'],
    'chunks that are dropped, repeated, moved, spliced in, marked last or not, or followed by more are never given',
    [party, fc.boolean()],
    async (who, reply) => {
      const [gateway, client] = [(await gatewayOf(provider, who)).gateway, await clientOf(provider, who)]
      const { context, head, nonce } = begun(who, 'chunked request')
      const other = begun({ ...who, ephemeral: who.secret }, 'chunked request').context
      const count = moved(framed(requestChunks(context), texts), framed(requestChunks(other), texts)).length
      for (let at = 0; at < count; at++) {
        let result: Awaited<ReturnType<typeof drained>>
        if (reply) {
          const exchange = await client.sealStream(watched([]), who.aead)
          const { context: own } = taken(who, (await all(await exchange.message))[0]!, 'chunked request')
          const bad = moved(framed(replyChunks(own, nonce), texts), framed(replyChunks(other, nonce), texts))[at]!
          result = await drained(await exchange.open(watched([nonce, bad])))
        } else {
          const bad = moved(framed(requestChunks(context), texts), framed(requestChunks(other), texts))[at]!
          result = await drained(await (await gateway.openStream(watched([head, bad]))).request)
        }
        equal(result.code, 'OPEN_FAILED')
        equal(result.pieces, texts.slice(0, result.pieces.length))
      }
    },
    { runs: 8, timeoutMs: 30_000 },
  )

  cases(
    ['CRY-155', 'CRY-156', 'CRY-157', 'CRY-158', 'CRY-170', 'CRY-171', 'CRY-172'],
    'a request in chunks with each byte altered, and cut at each length, ends in the code of its first fault',
    [fixed, { ...fixed, aead: 'chacha20-poly1305' } as const],
    async (who) => {
      const gateway = (await gatewayOf(provider, who)).gateway
      const { context, head } = begun(who, 'chunked request')
      for (const bad of damaged(joined(head, ...framed(requestChunks(context), texts)))) {
        const fault = headFault(who, bad, 0)
        if (fault !== undefined) {
          await refuses(gateway.openStream(watched([bad])), fault)
          continue
        }
        const own = taken(who, bad, 'chunked request')
        const { pieces, code } = readChunks(own.rest, (at, aad, ct) => openAt(own.context, at, aad, ct))
        const result = await drained(await (await gateway.openStream(watched([bad]))).request)
        equal(result, { pieces, code })
      }
    },
    { timeoutMs: 60_000 },
  )

  cases(
    ['CRY-170', 'CRY-171', 'CRY-172', 'CRY-175'],
    'a reply in chunks with each byte altered, and cut at each length, ends in the code of its first fault',
    [fixed],
    async (who) => {
      const client = await clientOf(provider, who)
      const nonce = new Uint8Array(16).fill(3)
      for (let at = 0; ; at++) {
        const exchange = await client.sealStream(watched([]), who.aead)
        const { context } = taken(who, (await all(await exchange.message))[0]!, 'chunked request')
        const bad = damaged(joined(nonce, ...framed(replyChunks(context, nonce), texts.slice(0, 2))))[at]
        if (bad === undefined) break
        const { key, base } = replyKeys(context, 'chunked response', bad.slice(0, 16))
        const read = readChunks(bad.slice(16), (i, aad, ct) => aeadOpen(who.aead, key, xored(base, i), aad, ct))
        equal(await drained(await exchange.open(watched([bad]))), { pieces: read.pieces, code: read.code })
      }
    },
    { timeoutMs: 60_000 },
  )

  cases(
    ['CRY-170', 'CRY-169'],
    'a chunk may hold 16,384 bytes, also in a last one; a length over that is refused when it has been read',
    [0, 1],
    async (more) => {
      const gateway = (await gatewayOf(provider, fixed)).gateway
      const { context, head } = begun(fixed, 'chunked request')
      const plaintext = new Uint8Array(16384 + more).fill(0x61)
      const seal = requestChunks(context)
      for (const parts of [framed(seal, [plaintext]), framed(seal, [], plaintext)]) {
        const exchange = await gateway.openStream(watched([head, ...parts]))
        equal(
          await drained(await exchange.request),
          more === 0 ? { pieces: [plaintext], code: undefined } : { pieces: [], code: 'TOO_LARGE' },
        )
      }
      const source = watched([head, unhex('80004011'), new Uint8Array(9)])
      equal((await drained(await (await gateway.openStream(source)).request)).code, 'TOO_LARGE')
      equal(source.asked, 2)
    },
  )

  cases('CRY-169', 'chunks of nothing give no piece, and the last of nothing none either', [0], async () => {
    const gateway = (await gatewayOf(provider, fixed)).gateway
    const { context, head } = begun(fixed, 'chunked request')
    const seal = requestChunks(context)
    const exchange = await gateway.openStream(
      watched([head, ...framed(seal, [none, utf8('one'), none, none, utf8('two'), none])]),
    )
    equal(await drained(await exchange.request), { pieces: [utf8('one'), utf8('two')], code: undefined })
  })

  law(
    'CRY-158',
    'chunks sealed for a whole request, or for another key, do not open as a stream',
    [party, fc.boolean()],
    async (who, other) => {
      const from = begun(other ? { ...who, ephemeral: who.secret } : who, other ? 'chunked request' : 'request')
      const head = begun(who, 'chunked request').head
      const ct = sealAt(from.context, 0, utf8('final'), none)
      const exchange = await (await gatewayOf(provider, who)).gateway.openStream(watched([joined(head, Uint8Array.of(0), ct)]))
      await refuses(async () => all(await exchange.request), 'OPEN_FAILED')
    },
    { runs: 20 },
  )
}
