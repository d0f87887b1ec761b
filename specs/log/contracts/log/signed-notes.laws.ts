import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { algorithm, badText, damaged, key, keys, place, text, timestamp } from '../../driver.ts'
import { cosigned, join, keyIdOf, noteBytes, privateKeyText, signed, utf8, verifierKeyOf } from '../../oracle/notes.ts'
import { code } from './values.ts'

/** Signing notes, and opening them with known keys. */
export const signedNoteLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  law(['LOG-055', 'LOG-037', 'LOG-063', 'LOG-065'], 'a signed note opens with its key', [text, key], async (value, signer) => {
    const signature = await provider.signNote(value, signer)
    equal(signature, signed(value, signer))
    const opened = await provider.openNote(noteBytes(value, [signature]), [verifierKeyOf(signer, 'ed25519')])
    equal(opened, { text: value, verified: [signature], unverified: [] })
  })

  law(['LOG-054', 'LOG-056'], 'what is not a note text is not signed', [badText, key], async (bad, signer) => {
    await refuses(provider.signNote(bad, signer), 'BAD_NOTE')
  })

  /** Which of four keys sign, in which order, with repeats; which are known. */
  law(
    ['LOG-063', 'LOG-064', 'LOG-061', 'LOG-065'],
    'of many signatures the known are verified, the unknown let be, each once',
    [
      text,
      keys(4),
      fc.array(fc.tuple(fc.nat(3), algorithm), { minLength: 1, maxLength: 8 }),
      fc.uniqueArray(fc.nat(7), { maxLength: 8 }),
      timestamp,
    ],
    async (value, all, who, known, at) => {
      const lines = who.map(([i, kind]) => (kind === 'ed25519' ? signed(value, all[i]!) : cosigned(value, all[i]!, at)))
      const verifiers = known.map((i) => verifierKeyOf(all[i % 4]!, i < 4 ? 'ed25519' : 'cosignature/v1'))
      const isKnown = ([i, kind]: (typeof who)[number]) => known.includes(kind === 'ed25519' ? i : i + 4)
      const first = (j: number) => who.findIndex(([i, kind]) => i === who[j]![0] && kind === who[j]![1]) === j
      const verified = lines.filter((_, j) => isKnown(who[j]!) && first(j))
      const unverified = lines.filter((_, j) => !isKnown(who[j]!) && first(j))
      if (verified.length === 0) await refuses(provider.openNote(noteBytes(value, lines), verifiers), 'UNSIGNED')
      else equal(await provider.openNote(noteBytes(value, lines), verifiers), { text: value, verified, unverified })
    },
  )

  law(
    ['LOG-060', 'LOG-062'],
    'a known signature that was changed refuses the note, an unknown one does not',
    [text, keys(2), place, algorithm],
    async (value, all, at, kind) => {
      const good = kind === 'ed25519' ? signed(value, all[0]!) : cosigned(value, all[0]!, 1000)
      const [changed] = damaged([good.signature], 'flip', at)
      const verifier = verifierKeyOf(all[0]!, kind)
      const other = verifierKeyOf(all[1]!, 'ed25519')
      const lines = [good, { ...good, signature: changed! }, signed(value, all[1]!)]
      await refuses(provider.openNote(noteBytes(value, lines), [verifier, other]), 'BAD_SIGNATURE')
      await refuses(provider.openNote(noteBytes(value, lines), [other, verifier]), 'BAD_SIGNATURE')
      equal(await provider.openNote(noteBytes(value, lines), [other]), {
        text: value,
        verified: [lines[2]!],
        unverified: lines.slice(0, 2),
      })
      for (const signature of [good.signature.slice(0, -1), join(good.signature, Uint8Array.of(0))])
        await refuses(provider.openNote(noteBytes(value, [{ ...good, signature }]), [verifier]), 'BAD_SIGNATURE')
      await refuses(provider.openNote(noteBytes(`${value}x\n`, [good]), [verifier]), 'BAD_SIGNATURE')
      await refuses(provider.openNote(noteBytes(value, [lines[1]!, good]), [verifier, verifier]), 'AMBIGUOUS_KEY')
      await refuses(provider.openNote(noteBytes(value, [lines[1]!, lines[2]!]), [other, verifier, other]), 'BAD_SIGNATURE')
    },
  )

  law(
    ['LOG-061', 'LOG-063'],
    'a line with a known name and another key id, or the reverse, is unknown',
    [text, keys(2)],
    async (value, all) => {
      const good = signed(value, all[0]!)
      const verifier = verifierKeyOf(all[0]!, 'ed25519')
      await refuses(provider.openNote(noteBytes(value, [{ ...good, name: all[1]!.name }]), [verifier]), 'UNSIGNED')
      await refuses(
        provider.openNote(noteBytes(value, [{ ...good, keyId: keyIdOf(all[0]!, 'cosignature/v1') }]), [verifier]),
        'UNSIGNED',
      )
    },
  )

  law(['LOG-059', 'LOG-062'], 'a doubled key is a fault only where a line matches it', [text, keys(2)], async (value, all) => {
    const [mine, other] = all.map((each) => verifierKeyOf(each, 'ed25519')) as [string, string]
    const bytes = noteBytes(value, [signed(value, all[0]!)])
    await refuses(provider.openNote(bytes, [mine, other, mine]), 'AMBIGUOUS_KEY')
    equal((await provider.openNote(bytes, [other, mine, other])).verified.length, 1)
  })

  cases(
    ['LOG-063', 'LOG-064', 'LOG-061', 'LOG-060', 'LOG-059', 'LOG-058', 'LOG-050'],
    'the published notes of sumdb',
    field('protocol/c2sp/sumdb-note.json', (json) => {
      const { open, keys: published } = json as {
        open: {
          name: string
          note: string | { $hex: string } | { text: string; repeat: [string, number] }
          verifiers: string[]
          error: string | null
          verified: string[] | null
          unverified: string[] | null
        }[]
        keys: Record<string, { vkey: string }>
      }
      return open.map((row) => ({ ...row, keys: row.verifiers.map((name) => published[name]!.vkey) }))
    }),
    async (row) => {
      const bytes =
        typeof row.note === 'string'
          ? utf8(row.note)
          : '$hex' in row.note
            ? new Uint8Array(Buffer.from(row.note.$hex, 'hex'))
            : utf8(row.note.text + row.note.repeat[0].repeat(row.note.repeat[1]))
      if (row.error !== null) {
        holds((await code(provider.openNote(bytes, row.keys))) !== undefined, row.error)
        return
      }
      const opened = await provider.openNote(bytes, row.keys)
      equal([opened.verified.length, opened.unverified.length], [row.verified!.length, row.unverified!.length], row.name)
    },
  )

  cases(
    ['LOG-055', 'LOG-052'],
    'the published signed note of sumdb is made again',
    field('protocol/c2sp/sumdb-note.json', (json) => [(json as { sign: { skey: string; text: string; want: string } }).sign]),
    async (row) => {
      const signature = await provider.signNote(row.text, privateKeyText(row.skey))
      equal(await provider.formatNote({ text: row.text, signatures: [signature] }), utf8(row.want))
    },
  )

  cases(
    ['LOG-051', 'LOG-063', 'LOG-072'],
    'the examples of C2SP',
    field('protocol/c2sp/c2sp-spec-examples.json', (json) => {
      const file = json as {
        signed_note: { note: string; vkey: string | null }[]
        checkpoint: { note: string; vkey: null }[]
        cosignature: { note: string }[]
      }
      return [...file.signed_note, ...file.checkpoint, ...file.cosignature.map((row) => ({ note: row.note, vkey: null }))].map(
        (row) => ({ ...row, isCheckpoint: row.note.includes('behind-the-sofa') }),
      )
    }),
    async (row) => {
      const parsed = await provider.parseNote(utf8(row.note))
      equal(await provider.formatNote(parsed), utf8(row.note))
      if (row.vkey !== null) equal((await provider.openNote(utf8(row.note), [row.vkey])).verified, parsed.signatures)
      if (row.isCheckpoint) equal((await provider.parseCheckpoint(parsed.text)).size, 20852163)
      const last = parsed.signatures.at(-1)!
      if (last.name === 'witness.example.com/w1') equal(await provider.cosignatureTimestamp(last.signature), 1679315147)
    },
  )
}
