import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { entries, keys, outside, place, stapled, timestamp } from '../../driver.ts'
import { H, pathOf, rootOf } from '../../oracle/merkle.ts'
import { base64, checkpointText, cosigned, join, noteBytes, signed, utf8, verifierKeyOf } from '../../oracle/notes.ts'
import { code, hashesOf, ROOT } from './values.ts'

/** Proofs that carry their checkpoint. */
export const stapledProofLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  const proofText = (value: Log.TlogProof) =>
    `c2sp.org/tlog-proof@v1\n${value.extra.length > 0 ? `extra ${base64(value.extra)}\n` : ''}index ${value.index}\n${value.hashes.map((each) => `${base64(each)}\n`).join('')}\n`

  law(['LOG-134', 'LOG-133'], 'a stapled proof is written by the rule and read back as it was', [stapled], async (value) => {
    const bytes = join(utf8(proofText(value)), value.checkpoint)
    equal(await provider.formatTlogProof(value), bytes)
    equal(await provider.parseTlogProof(bytes), value)
  })

  const head = 'c2sp.org/tlog-proof@v1\n'
  const hash = `${base64(ROOT)}\n`
  cases(
    ['LOG-132', 'LOG-136'],
    'what is not a stapled proof is refused',
    [
      '',
      head,
      `${head}index 0\n`,
      `${head}index 0\n\n`,
      `${head}index 0\nnote`,
      `c2sp.org/tlog-proof@v2\nindex 0\n\nnote`,
      `${head.trim()}index 0\n\nnote`,
      `${head}\n\nnote`,
      `${head}index 00\n\nnote`,
      `${head}index 01\n\nnote`,
      `${head}index -0\n\nnote`,
      `${head}index  0\n\nnote`,
      `${head}index 0 \n\nnote`,
      `${head}index 9007199254740992\n\nnote`,
      `${head}index 0x1\n\nnote`,
      `${head}Index 0\n\nnote`,
      `${head}extra \nindex 0\n\nnote`,
      `${head}extra\nindex 0\n\nnote`,
      `${head}extra QQ\nindex 0\n\nnote`,
      `${head}extra QR==\nindex 0\n\nnote`,
      `${head}extra QQ==\nextra QQ==\nindex 0\n\nnote`,
      `${head}index 0\nextra QQ==\n\nnote`,
      `${head}index 0\n${hash.replace('=', '')}\nnote`,
      `${head}index 0\n${base64(ROOT.slice(1))}\n\nnote`,
      `${head}index 0\n ${hash}\nnote`,
      `${head}index 0\n${base64(new Uint8Array(32)).replace(/.=$/, 'B=')}\n\nnote`,
      `${head.replace('\n', '\r\n')}index 0\n\nnote`,
      `\ufeff${head}index 0\n\nnote`,
      `${head}index 0\n${hash.repeat(65)}\nnote`,
      `${head}index 0\nindex 0\n\nnote`,
    ],
    async (value) => {
      await refuses(async () => provider.parseTlogProof(utf8(value)), 'BAD_TLOG_PROOF')
      await refuses(provider.verifyTlogProof(utf8(value), new Uint8Array(1), 'no policy'), 'BAD_TLOG_PROOF')
    },
  )

  cases(['LOG-131', 'LOG-135', 'LOG-133'], 'a stapled proof has at most 64 hashes and 2,097,152 bytes', [0, 1], async (over) => {
    const value = {
      extra: new Uint8Array(0),
      index: 3,
      hashes: Array.from({ length: 64 }, () => ROOT),
      checkpoint: new Uint8Array(0),
    }
    const full = { ...value, checkpoint: new Uint8Array(2_097_152 - proofText(value).length + over).fill(65) }
    const bytes = join(utf8(proofText(value)), full.checkpoint)
    equal(await code(Promise.resolve().then(() => provider.formatTlogProof(full))), over === 0 ? undefined : 'BAD_TLOG_PROOF')
    equal(await code(Promise.resolve().then(() => provider.parseTlogProof(bytes))), over === 0 ? undefined : 'BAD_TLOG_PROOF')
  })

  law(
    'LOG-135',
    'what would not be a stapled proof is not written',
    [stapled, outside(0, Number.MAX_SAFE_INTEGER)],
    async (value, index) => {
      const write = (proof: Log.TlogProof) => refuses(async () => provider.formatTlogProof(proof), 'BAD_TLOG_PROOF')
      await write({ ...value, index })
      await write({ ...value, hashes: [...value.hashes, ROOT.slice(1)] })
      await write({ ...value, hashes: Array.from({ length: 65 }, () => ROOT) })
      await write({ ...value, checkpoint: new Uint8Array(0) })
    },
  )

  cases(
    ['LOG-134', 'LOG-133', 'LOG-132'],
    'the published stapled proofs',
    field('protocol/c2sp/formats-tlog-proof.json', (json) => {
      const file = json as {
        marshal: { proof: ProofRow; want: string }[]
        unmarshal_errors: { proof: string | { prefix: string; repeat: [string, number]; suffix: string } }[]
        round_trip: { proof: ProofRow }[]
      }
      return [
        ...file.marshal.map((row) => ({ ...row, bad: undefined })),
        ...file.round_trip.map((row) => ({ ...row, want: undefined, bad: undefined })),
        ...file.unmarshal_errors.map((row) => ({
          proof: undefined,
          want: undefined,
          bad:
            typeof row.proof === 'string'
              ? row.proof
              : row.proof.prefix + row.proof.repeat[0].repeat(row.proof.repeat[1]) + row.proof.suffix,
        })),
      ]
    }),
    async (row) => {
      if (row.proof === undefined) return refuses(async () => provider.parseTlogProof(utf8(row.bad)), 'BAD_TLOG_PROOF')
      const value = {
        extra: utf8(row.proof.extra_data ?? ''),
        index: row.proof.index,
        hashes: row.proof.hashes_hex.map((each) => new Uint8Array(Buffer.from(each, 'hex'))),
        checkpoint: utf8(row.proof.checkpoint),
      }
      const bytes = await provider.formatTlogProof(value)
      if (row.want !== undefined) equal(bytes, utf8(row.want))
      equal(await provider.parseTlogProof(bytes), value)
    },
  )

  law(
    ['LOG-136', 'LOG-137'],
    'a stapled proof convinces offline, and each broken part is named in order',
    [entries, keys(3), place, fc.uint8Array({ maxLength: 80, size: 'max' }), timestamp],
    async (list, [signer, witness, stranger], at, extra, when) => {
      const leaves = hashesOf(list)
      const index = at % list.length
      const body = checkpointText(signer!.name, list.length, rootOf(leaves))
      const checkpointBytes = noteBytes(body, [signed(body, signer!), cosigned(body, witness!, when)])
      const value = { extra: new Uint8Array(extra), index, hashes: pathOf(index, leaves), checkpoint: checkpointBytes }
      const staple = (proof: Log.TlogProof) => join(utf8(proofText(proof)), proof.checkpoint)
      const policy = `log ${verifierKeyOf(signer!, 'ed25519')}\nwitness w ${verifierKeyOf(witness!, 'cosignature/v1')}\nquorum w\n`
      equal(await provider.verifyTlogProof(staple(value), list[index]!, policy), {
        extra: value.extra,
        index,
        checkpoint: { origin: signer!.name, size: list.length, root: rootOf(leaves), extensions: [] },
        witnesses: [{ name: 'w', timestamp: when }],
      })
      const check = (expected: string, proof: Log.TlogProof, data = list[index]!, rules = policy) =>
        refuses(provider.verifyTlogProof(staple(proof), data, rules), expected)
      const large = at % 20 === 0 ? new Uint8Array(1_048_577) : undefined
      const elsewhere = { ...value, index: list.length }
      await check('BAD_POLICY', { ...elsewhere, checkpoint: utf8('x') }, list[index]!, 'x')
      await check('BAD_NOTE', { ...elsewhere, checkpoint: utf8('x') })
      await check('BAD_CHECKPOINT', { ...elsewhere, checkpoint: noteBytes('x\n', [signed('x\n', signer!)]) })
      await check('LOG_UNSIGNED', {
        ...elsewhere,
        checkpoint: noteBytes(body, [signed(body, stranger!), cosigned(body, witness!, when)]),
      })
      await check('QUORUM_NOT_MET', {
        ...elsewhere,
        checkpoint: noteBytes(body, [signed(body, signer!), cosigned(body, stranger!, when)]),
      })
      if (large !== undefined) await check('ENTRY_TOO_LARGE', elsewhere, large)
      await check('BAD_INDEX', { ...elsewhere, hashes: [] })
      await check('BAD_PROOF', { ...value, hashes: [...value.hashes, ROOT] })
      await check('ROOT_MISMATCH', value, utf8('another entry'))
      const empty = checkpointText(signer!.name, 0, H())
      await check('BAD_SIZE', {
        ...value,
        checkpoint: noteBytes(empty, [signed(empty, signer!), cosigned(empty, witness!, when)]),
      })
    },
    { runs: 40 },
  )
}

interface ProofRow {
  index: number
  hashes_hex: string[]
  checkpoint: string
  extra_data?: string
}
