import { equal, holds, type Laws, refuses } from '@canon/contract'
import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { XWing } from '@hpke/hybridkem-x-wing'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
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
import { begun, body, fixed, offerOf, openAt, party, taken } from '../../oracle/exchanges.ts'
import { codeOf, unhex } from '../../oracle/values.ts'
import { clientOf, gatewayOf } from './exchange-sides.ts'

const none = new Uint8Array()

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
  cases(
    ['CRY-138', 'CRY-153', 'CRY-159', 'CRY-161'],
    'the example of RFC 9458 opens, and is answered as published',
    field('protocol/ohttp/rfc9458-appendix-a.json', (file) => [file as Published]),
    async (example) => {
      const { gateway } = await gatewayOf(provider, { ...fixed, keyId: 1, secret: unhex(example.gateway_x25519_secret_key) }, [
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
      const { gateway } = await gatewayOf(provider, who)
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
      const client = await clientOf(provider, who, offered)
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
      const exchange = await (await clientOf(provider, who)).seal(request, who.aead)
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
      const here = await (await gatewayOf(provider, who)).gateway.open(joined(header, new Uint8Array(sender.enc), sealed))
      equal(await here.request, request)
      const reply = await here.seal(response)
      const shared = new Uint8Array(await sender.export(Uint8Array.from(label('response')), length))
      const own = replyKeysOf(who.aead, new Uint8Array(sender.enc), shared, reply.slice(0, length))
      equal(aeadOpen(who.aead, own.key, own.base, none, reply.slice(length)), response)
    },
    { runs: 24 },
  )
}
