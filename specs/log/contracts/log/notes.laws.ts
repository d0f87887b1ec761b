import { equal, holds, type Laws, refuses } from '@canon/contract'
import type * as Log from '#surface/log'
import { badName, badText, note, signatureLine } from '../../driver.ts'
import { checkpointText, join, type Line, lineText, noteBytes, noteText, utf8 } from '../../oracle/notes.ts'
import { code, ROOT } from './values.ts'

/** The written form of notes. */
export const noteLaws: Laws<typeof Log> = ({ provider, law, cases }) => {
  law(['LOG-052', 'LOG-051'], 'a note is written by the rule, and read back as it was', [note], async (value) => {
    const bytes = noteBytes(value.text, value.signatures)
    equal(await provider.formatNote(value), bytes)
    equal(await provider.parseNote(bytes), value)
  })

  law('LOG-046', 'a mark at the start is a character of the text', [note], async (value) => {
    const marked = { ...value, text: `\ufeff${value.text}` }
    equal(await provider.parseNote(noteBytes(marked.text, marked.signatures)), marked)
  })

  const one: Line = { name: 'a', keyId: Uint8Array.of(1, 2, 3, 4), signature: Uint8Array.of(5) }
  const faults: readonly (readonly [string, string | Uint8Array])[] = [
    ['no bytes', ''],
    ['only a text', 'text\n'],
    ['no signature line', 'text\n\n'],
    ['no empty line', `text\n${lineText(one)}`],
    ['no text', `\n${lineText(one)}`],
    ['no last newline', noteText('text\n', [one]).slice(0, -1)],
    ['an empty line after', `${noteText('text\n', [one])}\n`],
    ['another line after', `${noteText('text\n', [one])}text\n`],
    ['a line between', noteText('text\n', [one]) + lineText(one).replace('—', '-')],
    ['a hyphen', noteText('text\n', [one]).replace('—', '-')],
    ['a space before', noteText('text\n', [one]).replace('—', ' —')],
    ['two spaces', noteText('text\n', [one]).replace('— ', '—  ')],
    ['a space after', noteText('text\n', [one]).replace(/\n$/, ' \n')],
    ['no name', noteText('text\n', [{ ...one, name: '' }])],
    ['a plus in the name', noteText('text\n', [{ ...one, name: 'a+b' }])],
    ['white space in the name', noteText('text\n', [{ ...one, name: 'a\u2009b' }])],
    ['a long name', noteText('text\n', [{ ...one, name: 'n'.repeat(256) }])],
    ['no base64', 'text\n\n— a \n'],
    ['no third part', 'text\n\n— a\n'],
    ['four bytes', 'text\n\n— a AQIDBA==\n'],
    ['no padding', 'text\n\n— a AQIDBAU\n'],
    ['bits in the padding', 'text\n\n— a AQIDBAV=\n'],
    ['too much padding', 'text\n\n— a AQIDBAUG=\n'],
    ['the other alphabet', 'text\n\n— a AQIDBAU_\n'],
    ['no alphabet', 'text\n\n— a AQID!AU=\n'],
    ['a carriage return', noteText('text\r\n', [one])],
    ['a tab', noteText('te\txt\n', [one])],
    ['a zero', noteText('te\0xt\n', [one])],
    ['a unit separator', noteText('te\u001fxt\n', [one])],
    ['a carriage return after a signature', noteText('text\n', [one]).replace(/\n$/, '\r\n')],
    ['a byte of no character', join(Uint8Array.of(0xff), noteBytes('text\n', [one]))],
    ['an overlong byte', join(Uint8Array.of(0xc0, 0x80), noteBytes('text\n', [one]))],
    ['a surrogate', join(Uint8Array.of(0xed, 0xa0, 0x80), noteBytes('text\n', [one]))],
  ]
  cases(
    ['LOG-046', 'LOG-047', 'LOG-048', 'LOG-049', 'LOG-058', 'LOG-094'],
    'a malformed note is refused',
    faults,
    async ([, value]) => {
      const bytes = typeof value === 'string' ? utf8(value) : value
      await refuses(async () => provider.parseNote(bytes), 'BAD_NOTE')
      await refuses(provider.openNote(bytes, []), 'BAD_NOTE')
      await refuses(provider.verifyCheckpoint(bytes, 'quorum none'), 'BAD_NOTE')
    },
  )

  cases(['LOG-050', 'LOG-053'], 'a hundred signatures are a note, one more is not', [100, 101], async (count) => {
    const value = { text: 'text\n', signatures: Array.from({ length: count }, () => one) }
    const bytes = noteBytes(value.text, value.signatures)
    equal(await code(Promise.resolve().then(() => provider.parseNote(bytes))), count > 100 ? 'BAD_NOTE' : undefined)
    equal(await code(Promise.resolve().then(() => provider.formatNote(value))), count > 100 ? 'BAD_NOTE' : undefined)
  })

  cases(
    ['LOG-045', 'LOG-053', 'LOG-054', 'LOG-066', 'LOG-074'],
    'a million bytes are a note, one more is not',
    [0, 1],
    async (over) => {
      const tail = 1 + lineText(one).length + 2
      const value = { text: `${'t'.repeat(1_000_000 - tail - 1 + over)}\n`, signatures: [one] }
      const bytes = noteBytes(value.text, value.signatures)
      holds(bytes.length === 1_000_000 + over, 'a note of the size')
      const expected = over === 0 ? undefined : 'BAD_NOTE'
      equal(await code(Promise.resolve().then(() => provider.parseNote(bytes))), expected)
      equal(await code(Promise.resolve().then(() => provider.formatNote(value))), expected)
      equal(await code(provider.signNote(`${'t'.repeat(999_999 + over)}\n`, { name: 'a', seed: ROOT })), expected)
      const body = checkpointText('o', 1, ROOT, ['e'.repeat(1_000_000 - 50 + over)])
      const point = { origin: 'o', size: 1, root: ROOT, extensions: ['e'.repeat(1_000_000 - 50 + over)] }
      holds(body.length === 1_000_000 + over, 'a text of the size', body.length)
      equal(await code(Promise.resolve().then(() => provider.parseCheckpoint(body))), over === 0 ? undefined : 'BAD_CHECKPOINT')
      equal(await code(Promise.resolve().then(() => provider.formatCheckpoint(point))), over === 0 ? undefined : 'BAD_CHECKPOINT')
    },
  )

  law(
    'LOG-053',
    'what would not be a note is not written',
    [note, badName, badText, signatureLine],
    async (value, name, bad, extra) => {
      const write = (n: Log.Note) => refuses(async () => provider.formatNote(n), 'BAD_NOTE')
      await write({ ...value, text: bad })
      await write({ ...value, signatures: [] })
      await write({ ...value, signatures: [...value.signatures, { ...extra, name }] })
      await write({ ...value, signatures: [{ ...extra, keyId: extra.keyId.slice(1) }] })
      await write({ ...value, signatures: [{ ...extra, keyId: join(extra.keyId, extra.keyId) }] })
      await write({ ...value, signatures: [{ ...extra, signature: new Uint8Array(0) }] })
    },
  )
}
