import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { algorithm, badName, badText, key } from '../../driver.ts'
import { fromBase64, join, keyIdFor, keyIdOf, publicKeyOf, utf8, verifierKeyFor, verifierKeyOf } from '../../oracle/notes.ts'
import { code, ROOT } from './values.ts'

/** Signing keys and verifier keys. */
export const keyLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  law(
    ['LOG-038', 'LOG-037', 'LOG-043'],
    'a verifier key says name, key id, algorithm and public key',
    [key, algorithm],
    async (value, kind) => {
      const whole = await provider.verifierKey(value, kind)
      equal(whole, verifierKeyOf(value, kind))
      equal(await provider.parseVerifierKey(whole), {
        name: value.name,
        keyId: keyIdOf(value, kind),
        algorithm: kind,
        publicKey: publicKeyOf(value.seed),
      })
    },
  )

  law(
    ['LOG-035', 'LOG-036', 'LOG-056', 'LOG-078'],
    'a signing key needs a key name, then a seed of 32 bytes, before anything else is looked at',
    [key, badName, fc.uint8Array({ maxLength: 64, size: 'max' }).filter((value) => value.length !== 32), badText],
    async (value, name, wrong, bad) => {
      const noName = { name, seed: wrong }
      const noSeed = { name: value.name, seed: new Uint8Array(wrong) }
      for (const [broken, expected] of [
        [noName, 'BAD_NAME'],
        [noSeed, 'BAD_KEY'],
      ] as const) {
        await refuses(provider.verifierKey(broken, 'ed25519'), expected)
        await refuses(provider.signNote(bad, broken), expected)
        await refuses(provider.cosignCheckpoint(bad, broken, -1), expected)
      }
      await refuses(provider.cosignCheckpoint(bad, value, -1), 'BAD_TIMESTAMP')
      await refuses(provider.cosignCheckpoint(bad, value, 1), 'BAD_CHECKPOINT')
    },
  )

  cases('LOG-035', 'a key name may have 255 bytes', ['n'.repeat(255), `n${'é'.repeat(127)}`], async (name) => {
    const value = { name, seed: ROOT }
    equal(await provider.verifierKey(value, 'ed25519'), verifierKeyOf(value, 'ed25519'))
  })

  const publicKey = publicKeyOf(ROOT)
  const good = verifierKeyFor('name', 1, publicKey)
  cases(
    ['LOG-039', 'LOG-040', 'LOG-041', 'LOG-042', 'LOG-044', 'LOG-057', 'LOG-062'],
    'a malformed verifier key is refused for its first fault',
    [
      ['', 'BAD_KEY'],
      ['name', 'BAD_KEY'],
      [good.replace('name', ''), 'BAD_KEY'],
      [verifierKeyFor('', 1, publicKey), 'BAD_KEY'],
      [verifierKeyFor('a b', 1, publicKey), 'BAD_KEY'],
      [verifierKeyFor('a\u3000b', 1, publicKey), 'BAD_KEY'],
      [verifierKeyFor('n'.repeat(256), 1, publicKey), 'BAD_KEY'],
      [good.toUpperCase().replace('NAME', 'name'), 'BAD_KEY'],
      [good.replace(/\+(........)\+/, (_, id: string) => `+0${id}+`), 'BAD_KEY'],
      [good.replace(/\+(........)\+/, (_, id: string) => `+${id.slice(1)}+`), 'BAD_KEY'],
      [`${good}=`, 'BAD_KEY'],
      [`${good}\n`, 'BAD_KEY'],
      [` ${good}`, 'BAD_KEY'],
      [good.slice(0, -1), 'BAD_KEY'],
      ['name+00000000+', 'BAD_KEY'],
      ['name+00000000+AQ', 'BAD_KEY'],
      ['name+00000000+AR==', 'BAD_KEY'],
      ['name+00000000+A-_A', 'BAD_KEY'],
      ['name+00000000+Ag==', 'UNKNOWN_ALGORITHM'],
      ['name+0000000A+Ag==', 'BAD_KEY'],
      ['name+00000000+AA==', 'UNKNOWN_ALGORITHM'],
      ['na me+00000000+Ag==', 'BAD_KEY'],
      [verifierKeyFor('name', 2, publicKey), 'UNKNOWN_ALGORITHM'],
      [verifierKeyFor('name', 6, publicKey), 'UNKNOWN_ALGORITHM'],
      [verifierKeyFor('name', 5, publicKey.slice(1)), 'UNKNOWN_ALGORITHM'],
      [verifierKeyFor('name', 1, publicKey.slice(1)), 'BAD_KEY'],
      [verifierKeyFor('name', 4, join(publicKey, ROOT)), 'BAD_KEY'],
      ['name+00000000+AQ==', 'BAD_KEY'],
      [good.replace('name', 'nam'), 'BAD_KEY'],
      [good.replace(/\+........\+/, '+00000000+'), 'BAD_KEY'],
      [good.replace(/\+........\+/, `+${Buffer.from(keyIdFor('name', 4, publicKey)).toString('hex')}+`), 'BAD_KEY'],
    ] as const,
    async ([value, expected]) => {
      await refuses(provider.parseVerifierKey(value), expected)
      await refuses(provider.openNote(utf8('no note'), [good, value]), expected)
    },
  )

  cases(
    ['LOG-039', 'LOG-042', 'LOG-043'],
    'the published verifier key of sumdb, each part of it, and each one-character change',
    field('protocol/c2sp/sumdb-note.json', (json) => {
      const { keys: published, new_verifier_bad_keys: bad } = json as {
        keys: { peter: { vkey: string } }
        new_verifier_bad_keys: string[]
      }
      const whole = published.peter.vkey
      const parts = Array.from({ length: whole.length }, (_, i) => [whole.slice(i + 1), whole.slice(0, i)]).flat()
      const next = Array.from(
        whole,
        (char, i) => whole.slice(0, i) + String.fromCharCode(char.charCodeAt(0) + 1) + whole.slice(i + 1),
      )
      return [{ value: whole, good: true }, ...[...parts, ...next, ...bad].map((value) => ({ value, good: false }))]
    }),
    async (row) => {
      equal((await code(provider.parseVerifierKey(row.value))) === undefined, row.good, row.value)
    },
  )

  cases(
    ['LOG-039', 'LOG-040', 'LOG-043'],
    'published verifier keys of other types are refused, those of Ed25519 are read',
    field(
      'protocol/c2sp/formats-cosigv1.json',
      (json) => (json as { new_verifier: { name: string; pubK: string; wantErr: boolean }[] }).new_verifier,
    ),
    async (row) => {
      const algorithmByte = fromBase64(row.pubK.split('+').slice(2).join('+'))[0]
      const readable = !row.wantErr && (algorithmByte === 1 || algorithmByte === 4)
      equal((await code(provider.parseVerifierKey(row.pubK))) === undefined, readable, row.name)
    },
  )

  cases(
    ['LOG-039', 'LOG-040', 'LOG-043'],
    'published verifier keys of the note package',
    field('protocol/c2sp/formats-note-verifier.json', (json) => {
      const { new_verifier: one, new_ecdsa_verifier: other } = json as {
        new_verifier: { name: string; key: string }[]
        new_ecdsa_verifier: { name: string; pubK: string }[]
      }
      return [...one, ...other.map((row) => ({ name: row.name, key: row.pubK }))]
    }),
    async (row) => {
      equal((await code(provider.parseVerifierKey(row.key))) === undefined, row.name === 'note works', row.name)
    },
  )
}
