import { equal, type Laws, refuses } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { watched } from '../../oracle/streams.ts'

/** Conventions, Effects 3: what is read twice is the same, whatever a caller did to the buffer that he got first. */
export const propertyLaws: Laws<typeof Crypto> = ({ provider, cases }) => {
  const twice = async (read: () => unknown) => {
    const first = (await read()) as Uint8Array
    equal(await read(), first)
    equal(await read(), first)
  }

  cases(
    ['CRY-095', 'CRY-153', 'CRY-159', 'CRY-176'],
    'bytes of an exchange can be read again',
    ['x25519', 'x-wing'] as const,
    async (kem) => {
      const key = await provider.createRecipientKey(kem, new Uint8Array(32).fill(7))
      await twice(() => key.publicKey)
      const sender = await provider.setupSender(kem, 'aes-256-gcm', await key.publicKey, new Uint8Array(0))
      await twice(() => sender.enc)
      const gateway = await provider.createExchangeGateway(key, 1, ['aes-256-gcm'])
      await twice(() => gateway.configuration)
      const encoded = await gateway.configuration
      const client = await provider.createExchangeClient(encoded, await provider.keyConfigurationDigest(encoded))
      await twice(async () => (await client.configuration).publicKey)
      const asked = await client.seal(Uint8Array.of(1, 2, 3))
      await twice(() => asked.message)
      await twice(async () => (await asked.transcripts()).request)
      const whole = await gateway.open(await asked.message)
      await twice(() => whole.request)
      await twice(() => whole.enc)
      const streamed = await client.sealStream(watched([Uint8Array.of(1)]))
      const here = await gateway.openStream(await streamed.message)
      await twice(() => here.enc)
      equal(await whole.request, Uint8Array.of(1, 2, 3))
    },
  )

  cases('CRY-266', 'bytes of EHBP can be read again', [0], async () => {
    const key = await provider.createRecipientKey('x25519', new Uint8Array(32).fill(7))
    const request = await provider.weakEhbpSeal(await key.publicKey, watched([]))
    await twice(() => request.encapsulatedKey)
  })

  cases(
    'CRY-196',
    'there is room again a millisecond after the time of what is remembered, however wide the window',
    [1, 4000, 3600000],
    async (width) => {
      const window = await provider.createReplayWindow(width, 2)
      const enc = (n: number) => new Uint8Array(32).fill(n)
      const base = 2 ** 40
      const over = base + width + 1
      await window.admit(enc(1), base, base)
      await window.admit(enc(2), base + 1, base)
      await refuses(window.admit(enc(3), over - 1, over - 1), 'BUSY')
      await refuses(window.admit(enc(2), over, over), 'REPLAYED')
      await window.admit(enc(3), over, over)
      await refuses(window.admit(enc(1), over, over), 'BUSY')
      await window.admit(enc(1), over + 1, over + 1)
      await refuses(window.admit(enc(3), over + 1, over + 1), 'REPLAYED')
      await refuses(window.admit(enc(4), over + width, over + width), 'BUSY')
      await window.admit(enc(4), over + width + 1, over + width + 1)
    },
  )
}
