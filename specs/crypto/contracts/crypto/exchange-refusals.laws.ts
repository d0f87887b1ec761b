import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { aeads, nonceLength, sealAt, sealedReply } from '../../oracle/exchange.ts'
import { begun, body, fixed, headFault, offerOf, party, taken } from '../../oracle/exchanges.ts'
import { damaged } from '../../oracle/streams.ts'
import { unhex } from '../../oracle/values.ts'
import { clientOf, gatewayOf } from './exchange-sides.ts'
import { EXCHANGE_BYTES_MAX } from './limits.ts'

const none = new Uint8Array()
const x25519 = { ...fixed, kem: 'x25519' } as const
const xWing = { ...fixed, kem: 'x-wing', aead: 'chacha20-poly1305' } as const

/** Whole requests and replies that are refused. */
export const exchangeRefusalLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  cases(
    ['CRY-155', 'CRY-156', 'CRY-157', 'CRY-158'],
    'a request with each byte altered, and cut at each length, is refused',
    [x25519, xWing],
    async (who) => {
      const { gateway } = await gatewayOf(provider, who)
      const { context, head } = begun(who, 'request')
      for (const message of damaged(joined(head, sealAt(context, 0, none, unhex('0102')))))
        await refuses(gateway.open(message), headFault(who, message, 16) ?? 'OPEN_FAILED')
    },
    { timeoutMs: 60_000 },
  )

  law(
    ['CRY-155', 'CRY-156', 'CRY-157'],
    'what a gateway does not offer is refused as soon as it shows',
    [party, fc.uint8Array({ maxLength: 9 }), fc.shuffledSubarray(aeads, { minLength: 1, maxLength: 2 })],
    async (who, start, offered) => {
      const { gateway } = await gatewayOf(provider, who, offered)
      const wanted = start.length > 0 && start[0] !== who.keyId ? 'UNKNOWN_KEY' : start.length < 7 ? 'TRUNCATED' : 'UNSUPPORTED'
      await refuses(gateway.open(start), wanted)
      const { context, head } = begun(who, 'request')
      const message = joined(head, sealAt(context, 0, none, start))
      if (offered.includes(who.aead)) equal(await (await gateway.open(message)).request, start)
      else await refuses(gateway.open(message), 'UNSUPPORTED')
    },
    { runs: 40 },
  )

  cases(
    ['CRY-166', 'CRY-167', 'CRY-175'],
    'a reply with each byte altered, and cut at each length, is refused, and spends its exchange',
    [x25519, xWing],
    async (who) => {
      const client = await clientOf(provider, who)
      const length = nonceLength(who.aead)
      const size = length + 2 + 16
      for (let at = 0; at < 2 * size + 2; at++) {
        if (who.kem === 'x-wing' && at % 7 > 0) continue
        const exchange = await client.seal(none, who.aead)
        const { context } = taken(who, await exchange.message, 'request')
        const reply = sealedReply(context, unhex('0102'), new Uint8Array(length).fill(5))
        const bad = damaged(reply)[at]!
        await refuses(exchange.open(bad), bad.length < length + 16 ? 'TRUNCATED' : 'OPEN_FAILED')
        await refuses(exchange.open(reply), 'USED')
      }
    },
    { timeoutMs: 60_000 },
  )

  law(
    'CRY-167',
    'a reply to another exchange, of a stream, or under another key does not open',
    [party, body, fc.constantFrom('other', 'chunked', 'key')],
    async (who, response, how) => {
      const client = await clientOf(provider, who)
      const [one, two] = [await client.seal(none, who.aead), await client.seal(none, who.aead)]
      const from = how === 'key' ? { ...who, secret: flipBit(who.secret, 100) } : who
      const direction = how === 'chunked' ? 'chunked request' : 'request'
      const { context } = taken(from, await (how === 'other' ? two : one).message, direction)
      await refuses(one.open(sealedReply(context, response, new Uint8Array(nonceLength(who.aead)))), 'OPEN_FAILED')
    },
    { runs: 30 },
  )

  law(
    'CRY-148',
    'an AEAD that the configuration does not list is not used',
    [party],
    async (who) => {
      const client = await clientOf(provider, who, [who.aead])
      for (const aead of aeads.filter((one) => one !== who.aead)) {
        await refuses(client.seal(none, aead), 'UNSUPPORTED')
        await refuses(client.sealStream((async function* () {})(), aead), 'UNSUPPORTED')
      }
    },
    { runs: 15 },
  )

  cases(
    ['CRY-149', 'CRY-154', 'CRY-158', 'CRY-163', 'CRY-165', 'CRY-167'],
    'a request and a reply of the greatest length pass, longer ones do not',
    [x25519],
    async (who) => {
      const [{ gateway }, client] = [await gatewayOf(provider, who), await clientOf(provider, who)]
      const most = new Uint8Array(EXCHANGE_BYTES_MAX)
      await refuses(client.seal(new Uint8Array(EXCHANGE_BYTES_MAX + 1), who.aead), 'TOO_LARGE')
      const exchange = await client.seal(most, who.aead)
      const message = await exchange.message
      equal(message.length, EXCHANGE_BYTES_MAX + 55)
      const here = await gateway.open(message)
      equal((await here.request).length, EXCHANGE_BYTES_MAX)
      await refuses(here.seal(new Uint8Array(EXCHANGE_BYTES_MAX + 1)), 'TOO_LARGE')
      const reply = await here.seal(most)
      equal(reply.length, EXCHANGE_BYTES_MAX + 32)
      equal((await exchange.open(reply)).length, EXCHANGE_BYTES_MAX)
      await refuses(gateway.open(joined(message, new Uint8Array(EXCHANGE_BYTES_MAX + 2048 - message.length))), 'OPEN_FAILED')
      await refuses(gateway.open(joined(message, new Uint8Array(EXCHANGE_BYTES_MAX + 2049 - message.length))), 'TOO_LARGE')
      const [second, third] = [await client.seal(none, who.aead), await client.seal(none, who.aead)]
      await refuses(second.open(joined(reply, new Uint8Array(32))), 'OPEN_FAILED')
      await refuses(third.open(joined(reply, new Uint8Array(33))), 'TOO_LARGE')
      await refuses(third.open(reply), 'USED')
    },
    { timeoutMs: 60_000 },
  )

  law(
    'CRY-160',
    'a gateway opens nothing after its key is destroyed, and still answers',
    [party, body],
    async (who, response) => {
      const { key, gateway } = await gatewayOf(provider, who)
      const { context, head, nonce } = begun(who, 'request')
      const message = joined(head, sealAt(context, 0, none, response))
      const exchange = await gateway.open(message)
      await key.destroy()
      await refuses(gateway.open(message), 'DESTROYED')
      await refuses(gateway.open(head.slice(0, 30)), 'TRUNCATED')
      equal(await exchange.seal(response, nonce), sealedReply(context, response, nonce))
    },
    { runs: 15 },
  )

  law(
    'CRY-146',
    'a configuration with another digest than the one that is trusted makes no client',
    [party, fc.nat(255), fc.nat(40)],
    async (who, bit, length) => {
      const { configuration, digest } = offerOf(who, aeads)
      await refuses(provider.createExchangeClient(configuration, flipBit(digest, bit)), 'CONFIGURATION_MISMATCH')
      await refuses(provider.createExchangeClient(flipBit(configuration, bit), digest), 'CONFIGURATION_MISMATCH')
      fc.pre(length !== 32)
      await refuses(provider.createExchangeClient(configuration, new Uint8Array(length)), 'CONFIGURATION_MISMATCH')
    },
    { runs: 30 },
  )
}
