import { equal, holds, type Laws, refuses } from '@canon/contract'
import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { XWing } from '@hpke/hybridkem-x-wing'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import {
  aeadOpen,
  aeadSeal,
  aeads,
  headerOf,
  infoOf,
  label,
  nonceLength,
  publicKeyOf,
  replyKeysOf,
  sealAt,
  sealedReply,
  transcripts,
} from '../../oracle/exchange.ts'
import { begun, body, fixed, headFault, offerOf, openAt, type Party, party, taken } from '../../oracle/exchanges.ts'
import { damaged } from '../../oracle/streams.ts'
import { codeOf, unhex } from '../../oracle/values.ts'
import { EXCHANGE_BYTES_MAX } from './limits.ts'

const none = new Uint8Array()
const x25519 = { ...fixed, kem: 'x25519' } as const
const xWing = { ...fixed, kem: 'x-wing', aead: 'chacha20-poly1305' } as const

interface Published {
  readonly gateway_x25519_secret_key: string
  readonly key_config: string
  readonly encapsulated_request: string
  readonly binary_request: string
  readonly binary_response: string
  readonly encapsulated_response: string
}

/** Whole requests and replies. */
export const exchangeLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  const gatewayOf = async ({ kem, keyId, secret }: Party, offered = aeads) => {
    const key = await provider.createRecipientKey(kem, secret)
    return { key, gateway: await provider.createExchangeGateway(key, keyId, offered) }
  }
  const clientOf = async (who: Party, offered = aeads) => {
    const { configuration, digest } = offerOf(who, offered)
    return provider.createExchangeClient(configuration, digest)
  }

  cases(
    ['CRY-138', 'CRY-153', 'CRY-159', 'CRY-161'],
    'the example of RFC 9458 opens, and is answered as published',
    field('protocol/ohttp/rfc9458-appendix-a.json', (file) => [file as Published]),
    async (example) => {
      const { gateway } = await gatewayOf({ ...fixed, keyId: 1, secret: unhex(example.gateway_x25519_secret_key) }, [
        'aes-128-gcm',
        'chacha20-poly1305',
      ])
      equal(await gateway.configuration, unhex(example.key_config))
      const exchange = await gateway.open(unhex(example.encapsulated_request))
      equal(await exchange.request, unhex(example.binary_request))
      const reply = unhex(example.encapsulated_response)
      equal(await exchange.seal(unhex(example.binary_response), reply.slice(0, 16)), reply)
    },
  )

  law(
    ['CRY-153', 'CRY-159', 'CRY-161', 'CRY-164', 'CRY-174', 'CRY-176', 'CRY-177'],
    'a gateway opens what an independent client seals, and answers as the document says, once',
    [party, body, body],
    async (who, request, response) => {
      const { gateway } = await gatewayOf(who)
      equal(await gateway.configuration, offerOf(who, aeads).configuration)
      const { header, context, head, nonce } = begun(who, 'request')
      const ct = sealAt(context, 0, none, request)
      const exchange = await gateway.open(joined(head, ct))
      equal(await exchange.request, request)
      equal(await exchange.enc, context.enc)
      equal(await exchange.transcripts(), transcripts(header, context.enc, [ct]))
      await refuses(exchange.seal(response, nonce.slice(1)), 'BAD_NONCE')
      const reply = sealedReply(context, response, nonce)
      equal(await exchange.seal(response, nonce), reply)
      const after = transcripts(header, context.enc, [ct], { nonce, cts: [reply.slice(nonce.length)] })
      equal(await exchange.transcripts(), after)
      await refuses(exchange.seal(response), 'USED')
    },
    { runs: 60 },
  )

  law(
    ['CRY-146', 'CRY-147', 'CRY-150', 'CRY-168', 'CRY-174', 'CRY-176', 'CRY-177'],
    'an independent gateway opens what a client seals, freshly each time, and its answer is read, once',
    [party, body, body, fc.boolean()],
    async (who, request, response, first) => {
      const offered = first ? [who.aead, ...aeads.filter((aead) => aead !== who.aead)] : aeads
      const client = await clientOf(who, offered)
      equal(await client.configuration, offerOf(who, offered).value)
      const exchange = await client.seal(request, first ? undefined : who.aead)
      const message = await exchange.message
      const { header, context, rest } = taken(who, message, 'request')
      equal(header, headerOf(who.keyId, who.kem, who.aead))
      equal(openAt(context, 0, none, rest), request)
      equal(await exchange.transcripts(), transcripts(header, context.enc, [rest]))
      const nonce = who.ephemeral.slice(0, nonceLength(who.aead))
      const reply = sealedReply(context, response, nonce)
      const [answer, again] = await Promise.all([exchange.open(reply), codeOf(exchange.open(reply))])
      equal(answer, response)
      equal(again, 'USED')
      equal(await exchange.transcripts(), transcripts(header, context.enc, [rest], { nonce, cts: [reply.slice(nonce.length)] }))
      const other = await (await client.seal(request, who.aead)).message
      holds(!Buffer.from(other.subarray(7, 39)).equals(message.subarray(7, 39)), 'another encapsulation at each call')
    },
    { runs: 60 },
  )

  law(
    ['CRY-150', 'CRY-158', 'CRY-159', 'CRY-161', 'CRY-168'],
    'another maker of HPKE opens what is sealed here, and seals what is opened here',
    [party, body, body],
    async (drawn, request, response) => {
      const who = { ...drawn, aead: drawn.aead === 'chacha20-poly1305' ? 'aes-256-gcm' : drawn.aead } as const
      const suite = new CipherSuite({
        kem: who.kem === 'x25519' ? new DhkemX25519HkdfSha256() : new XWing(),
        kdf: new HkdfSha256(),
        aead: who.aead === 'aes-128-gcm' ? new Aes128Gcm() : new Aes256Gcm(),
      })
      const header = headerOf(who.keyId, who.kem, who.aead)
      const info = infoOf('request', header)
      const length = nonceLength(who.aead)
      const nonce = who.ephemeral.slice(0, length)
      const exchange = await (await clientOf(who)).seal(request, who.aead)
      const message = await exchange.message
      const end = message.length - request.length - 16
      const enc = message.slice(7, end)
      const recipientKey = await suite.kem.importKey('raw', Uint8Array.from(who.secret).buffer, false)
      const theirs = await suite.createRecipientContext({ recipientKey, enc, info: Uint8Array.from(info) })
      equal(new Uint8Array(await theirs.open(message.slice(end))), request)
      const secret = new Uint8Array(await theirs.export(Uint8Array.from(label('response')), length))
      const keys = replyKeysOf(who.aead, enc, secret, nonce)
      equal(await exchange.open(joined(nonce, aeadSeal(who.aead, keys.key, keys.base, none, response))), response)

      const recipientPublicKey = await suite.kem.importKey('raw', Uint8Array.from(publicKeyOf(who.kem, who.secret)).buffer, true)
      const sender = await suite.createSenderContext({ recipientPublicKey, info: Uint8Array.from(info) })
      const sealed = new Uint8Array(await sender.seal(Uint8Array.from(request)))
      const here = await (await gatewayOf(who)).gateway.open(joined(header, new Uint8Array(sender.enc), sealed))
      equal(await here.request, request)
      const reply = await here.seal(response)
      const shared = new Uint8Array(await sender.export(Uint8Array.from(label('response')), length))
      const own = replyKeysOf(who.aead, new Uint8Array(sender.enc), shared, reply.slice(0, length))
      equal(aeadOpen(who.aead, own.key, own.base, none, reply.slice(length)), response)
    },
    { runs: 24 },
  )

  cases(
    ['CRY-155', 'CRY-156', 'CRY-157', 'CRY-158'],
    'a request with each byte altered, and cut at each length, is refused',
    [x25519, xWing],
    async (who) => {
      const { gateway } = await gatewayOf(who)
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
      const { gateway } = await gatewayOf(who, offered)
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
      const client = await clientOf(who)
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
      const client = await clientOf(who)
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
      const client = await clientOf(who, [who.aead])
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
      const [{ gateway }, client] = [await gatewayOf(who), await clientOf(who)]
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
      const { key, gateway } = await gatewayOf(who)
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
