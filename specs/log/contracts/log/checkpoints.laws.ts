import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { checkpoint, outside } from '../../driver.ts'
import { leafOf } from '../../oracle/merkle.ts'
import { base64, checkpointText, join, utf8 } from '../../oracle/notes.ts'
import { ROOT } from './values.ts'

/** The written form of checkpoints. */
export const checkpointLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  law(['LOG-073', 'LOG-072'], 'a checkpoint is written by the rule and read back as it was', [checkpoint], async (value) => {
    const body = checkpointText(value.origin, value.size, value.root, value.extensions)
    equal(await provider.formatCheckpoint(value), body)
    equal(await provider.parseCheckpoint(body), value)
  })

  const bodyFaults = [
    '',
    '\n',
    'o',
    'o\n',
    'o\n1\n',
    `o\n1\n${base64(ROOT)}`,
    checkpointText('', 1, ROOT),
    checkpointText('o', '', ROOT),
    checkpointText('o', '01', ROOT),
    checkpointText('o', '00', ROOT),
    checkpointText('o', '-1', ROOT),
    checkpointText('o', '+1', ROOT),
    checkpointText('o', '1.0', ROOT),
    checkpointText('o', '1e3', ROOT),
    checkpointText('o', '0x1', ROOT),
    checkpointText('o', ' 1', ROOT),
    checkpointText('o', '1 ', ROOT),
    checkpointText('o', '١', ROOT),
    checkpointText('o', '9007199254740992', ROOT),
    checkpointText('o', '9007199254740993', ROOT),
    checkpointText('o', '3438945738945739845734895735', ROOT),
    checkpointText('o', 1, ROOT.slice(1)),
    checkpointText('o', 1, join(ROOT, ROOT.slice(0, 1))),
    `o\n1\n${base64(ROOT).slice(0, -1)}\n`,
    `o\n1\n${base64(ROOT)}=\n`,
    `o\n1\n ${base64(ROOT)}\n`,
    `o\n1\n${base64(ROOT).replace(/.=$/, 'B=')}\n`,
    `o\n1\n${base64(new Uint8Array(32)).replace(/.=$/, 'B=')}\n`,
    'o\n1\n\n',
    checkpointText('o', 1, ROOT, ['']),
    checkpointText('o', 1, ROOT, ['a', '', 'b']),
    checkpointText('o', 1, ROOT, ['a']).slice(0, -1),
    checkpointText('o\r', 1, ROOT),
    checkpointText('o', 1, ROOT, ['a\tb']),
    checkpointText('o\ud800', 1, ROOT),
    checkpointText('o', 1, ROOT, ['\udc00']),
  ]
  cases(
    ['LOG-066', 'LOG-067', 'LOG-068', 'LOG-069', 'LOG-070', 'LOG-071', 'LOG-076'],
    'a malformed checkpoint is refused, and not cosigned',
    bodyFaults,
    async (body) => {
      await refuses(async () => provider.parseCheckpoint(body), 'BAD_CHECKPOINT')
      await refuses(provider.cosignCheckpoint(body, { name: 'w', seed: ROOT }, 1), 'BAD_CHECKPOINT')
    },
  )

  law(
    'LOG-074',
    'what would not be a checkpoint is not written',
    [checkpoint, outside(0, Number.MAX_SAFE_INTEGER), fc.constantFrom('', 'a\nb', 'a\n', 'a\r', '\u0000', 'a\ud800')],
    async (value, size, bad) => {
      const write = (point: Log.Checkpoint) => refuses(async () => provider.formatCheckpoint(point), 'BAD_CHECKPOINT')
      await write({ ...value, size })
      await write({ ...value, origin: bad })
      await write({ ...value, extensions: [...value.extensions, bad] })
      await write({ ...value, root: value.root.slice(1) })
      await write({ ...value, root: join(value.root, value.root) })
    },
  )

  cases(
    ['LOG-066', 'LOG-067', 'LOG-068', 'LOG-069', 'LOG-070'],
    'the published malformed checkpoints',
    field('protocol/c2sp/formats-checkpoint.json', (json) =>
      (json as { unmarshal: { desc: string; m: string; wantErr: boolean }[] }).unmarshal.filter((row) => row.wantErr),
    ),
    async (row) => {
      await refuses(async () => provider.parseCheckpoint(row.m), 'BAD_CHECKPOINT')
    },
  )

  cases(
    ['LOG-072', 'LOG-063'],
    'the published checkpoint of the Go checksum database',
    field('protocol/c2sp/formats-checkpoint.json', (json) => [
      (json as { sumdb: { vkey: string; note: string; want_size: number; want_origin: string } }).sumdb,
    ]),
    async (row) => {
      const opened = await provider.openNote(utf8(row.note), [row.vkey])
      const point = await provider.parseCheckpoint(opened.text)
      equal([point.origin, point.size, opened.verified.length], [row.want_origin, row.want_size, 1])
      // Its log's key is not named as its origin is.
      await refuses(provider.verifyCheckpoint(utf8(row.note), `log ${row.vkey}\nquorum none\n`), 'LOG_UNSIGNED')
    },
  )

  cases(
    ['LOG-064', 'LOG-063'],
    'the published checkpoint of the Go checksum database with more signers',
    field('protocol/c2sp/formats-checkpoint.json', (json) => {
      const file = json as {
        sumdb: { vkey: string; note: string }
        sumdb_extra_verifiers: { desc: string; verifiers?: string[]; sigs?: string[] }[]
      }
      return file.sumdb_extra_verifiers.map((row) => ({ ...file.sumdb, verifiers: row.verifiers ?? [], sigs: row.sigs ?? [] }))
    }),
    async (row) => {
      const opened = await provider.openNote(utf8(`${row.note}${row.sigs.map((each) => `${each}\n`).join('')}`), [
        row.vkey,
        ...row.verifiers,
      ])
      equal(
        [opened.verified.length, opened.unverified.length],
        [1 + row.verifiers.length, row.sigs.length - row.verifiers.length],
      )
    },
  )

  cases(
    ['LOG-072', 'LOG-069', 'LOG-070', 'LOG-066'],
    'the published tree descriptions of sumdb',
    field('protocol/c2sp/sumdb-tlog.json', (json) => [
      (json as { parse_tree: { input: string; n: number; bad: string[] } }).parse_tree,
    ]),
    async (row) => {
      equal(await provider.parseCheckpoint(row.input), {
        origin: 'go.sum database tree',
        size: row.n,
        root: leafOf(utf8('hello world')),
        extensions: [],
      })
      equal((await provider.parseCheckpoint(`${row.input}JOE\n`)).extensions, ['JOE'])
      await refuses(async () => provider.parseCheckpoint(`${row.input}JOE`), 'BAD_CHECKPOINT')
      for (const bad of row.bad.filter((each) => !each.startsWith('not-')))
        await refuses(async () => provider.parseCheckpoint(bad), 'BAD_CHECKPOINT')
    },
  )
}
