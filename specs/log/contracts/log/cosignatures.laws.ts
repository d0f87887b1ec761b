import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { checkpoint, key, keys, outside, timestamp } from '../../driver.ts'
import { bigEndian, checkpointText, cosigned, join, noteBytes, signatureOf, utf8, verifierKeyOf } from '../../oracle/notes.ts'
import { BODY, code, ROOT } from './values.ts'

/** Signatures of witnesses, with their times. */
export const cosignatureLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  law(
    ['LOG-077', 'LOG-079', 'LOG-080', 'LOG-037'],
    'a cosignature carries its time, signs it, and verifies',
    [checkpoint, key, timestamp],
    async (point, witness, at) => {
      const body = checkpointText(point.origin, point.size, point.root, point.extensions)
      const signature = await provider.cosignCheckpoint(body, witness, at)
      equal(signature, cosigned(body, witness, at))
      equal(await provider.cosignatureTimestamp(signature.signature), at)
      equal((await provider.openNote(noteBytes(body, [signature]), [verifierKeyOf(witness, 'cosignature/v1')])).verified, [
        signature,
      ])
    },
  )

  law(
    ['LOG-075', 'LOG-078'],
    'a time that is no whole second is not signed',
    [key, outside(0, Number.MAX_SAFE_INTEGER)],
    async (witness, at) => {
      await refuses(provider.cosignCheckpoint(BODY, witness, at), 'BAD_TIMESTAMP')
      await refuses(provider.cosignCheckpoint('no checkpoint', witness, at), 'BAD_TIMESTAMP')
    },
  )

  law(
    'LOG-079',
    'another time, a plain signature, or a signature without the time line does not count',
    [keys(1), timestamp],
    async ([witness], at) => {
      const good = cosigned(BODY, witness!, at)
      const plain = signatureOf(witness!.seed, utf8(BODY))
      const bare = signatureOf(witness!.seed, utf8(`time ${at}\n${BODY}`))
      const later = join(bigEndian((BigInt(at) + 1n) % 2n ** 53n), good.signature.slice(8))
      const little = join(bigEndian(at).reverse(), good.signature.slice(8))
      const wrong = [
        plain,
        join(bigEndian(at), plain),
        join(bigEndian(at), bare),
        later,
        good.signature.slice(8),
        join(good.signature, Uint8Array.of(1)),
      ]
      if (Buffer.compare(little, good.signature) !== 0) wrong.push(little)
      const verifier = verifierKeyOf(witness!, 'cosignature/v1')
      for (const signature of wrong)
        await refuses(provider.openNote(noteBytes(BODY, [{ ...good, signature }]), [verifier]), 'BAD_SIGNATURE')
      equal((await provider.openNote(noteBytes(BODY, [good]), [verifier])).verified, [good])
    },
  )

  cases(['LOG-081', 'LOG-079'], 'a time over 2^53 − 1 is none', [2n ** 53n, 2n ** 63n, 2n ** 64n - 1n], async (at) => {
    const witness = { name: 'w', seed: ROOT }
    const line = cosigned(BODY, witness, at)
    await refuses(async () => provider.cosignatureTimestamp(line.signature), 'BAD_COSIGNATURE')
    await refuses(provider.openNote(noteBytes(BODY, [line]), [verifierKeyOf(witness, 'cosignature/v1')]), 'BAD_SIGNATURE')
  })

  law(
    'LOG-081',
    'a signature that is not 72 bytes has no time',
    [fc.uint8Array({ maxLength: 90, size: 'max' }).filter((value) => value.length !== 72)],
    async (value) => {
      await refuses(async () => provider.cosignatureTimestamp(new Uint8Array(value)), 'BAD_COSIGNATURE')
    },
  )

  cases(
    ['LOG-080', 'LOG-081', 'LOG-049'],
    'the published timestamps',
    field(
      'protocol/c2sp/formats-cosigv1.json',
      (json) =>
        (json as { timestamp: { name: string; sig: string; wantTime?: { unix_seconds: number }; wantErr: boolean }[] }).timestamp,
    ),
    async (row) => {
      const read = async () =>
        provider.cosignatureTimestamp((await provider.parseNote(utf8(`text\n\n— a ${row.sig}\n`))).signatures[0]!.signature)
      if (row.wantErr) holds((await code(read())) !== undefined, 'a refusal')
      else equal(await read(), row.wantTime!.unix_seconds)
    },
  )
}
