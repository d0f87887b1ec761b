import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { publicKeyOf, utf8, verifierKeyFor } from '../../oracle/notes.ts'
import { rewrap, standIns } from './stand-ins.ts'
import { code, ROOT } from './values.ts'

/** The written form of policies. */
export const policyLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  const log = verifierKeyFor('example.com/log', 1, publicKeyOf(new Uint8Array(32).fill(9)))
  const w = Array.from({ length: 6 }, (_, i) => verifierKeyFor(`witness/${i}`, 4, publicKeyOf(new Uint8Array(32).fill(20 + i))))
  const three = `witness a ${w[0]}\nwitness b ${w[1]}\nwitness c ${w[2]}\n`

  law(
    'LOG-092',
    'a policy is read whatever its blanks, comments and blank lines',
    [
      fc.array(fc.constantFrom(' ', '\t', '  '), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '\n', '# x\n', ' \t# quorum none\n', '#\n'),
      fc.boolean(),
    ],
    async (blanks, between, newline) => {
      const s = blanks.join('')
      const policy = [
        `log${s}${log}`,
        `log ${verifierKeyFor('other', 1, publicKeyOf(ROOT))}${s}https://x/#y${s}`,
        `${s}witness${s}a ${w[0]} url`,
        `witness${s}Ünï ${w[1]}`,
        `witness # ${w[2]}`,
        `group all all a #`,
        `group any any${s}Ünï`,
        `group g 1 all any${s}`,
        `quorum${s}g`,
      ]
      equal(await provider.parsePolicy(between + policy.join(`\n${between}`) + (newline ? '\n' : '')), {
        logs: [
          { verifierKey: log, url: '' },
          { verifierKey: verifierKeyFor('other', 1, publicKeyOf(ROOT)), url: 'https://x/#y' },
        ],
        witnesses: [
          { name: 'a', verifierKey: w[0]!, url: 'url' },
          { name: 'Ünï', verifierKey: w[1]!, url: '' },
          { name: '#', verifierKey: w[2]!, url: '' },
        ],
        groups: [
          { name: 'all', threshold: 2, members: ['a', '#'] },
          { name: 'any', threshold: 1, members: ['Ünï'] },
          { name: 'g', threshold: 1, members: ['all', 'any'] },
        ],
        quorum: 'g',
      })
    },
    { runs: 60 },
  )

  const policyFaults: readonly (readonly [string, string])[] = [
    ['empty', ''],
    ['no quorum', three],
    ['two quorums', `${three}quorum a\nquorum a\n`],
    ['two quorums of none', 'quorum none\nquorum none\n'],
    ['unknown quorum', `${three}quorum d\n`],
    ['quorum before', `quorum a\n${three}`],
    ['quorum without name', 'quorum\n'],
    ['quorum with two names', `${three}quorum a b\n`],
    ['unknown keyword', 'Quorum none\nquorum none\n'],
    ['carriage return', 'quorum none\r\n'],
    ['zero', 'quorum none\n\0'],
    ['form feed', 'quorum\fnone\n'],
    ['comment after', 'quorum none # x\n'],
    ['log without key', 'log\nquorum none\n'],
    ['log with a cosignature key', `log ${w[0]}\nquorum none\n`],
    ['log with a broken key', `log ${log}=\nquorum none\n`],
    ['log with three fields', `log ${log} url url\nquorum none\n`],
    ['log twice', `log ${log}\nlog ${log} url\nquorum none\n`],
    ['log twice by key', `log ${log}\nlog ${verifierKeyFor('b', 1, publicKeyOf(new Uint8Array(32).fill(9)))}\nquorum none\n`],
    ['witness without key', 'witness a\nquorum none\n'],
    ['witness with a log key', `witness a ${log}\nquorum none\n`],
    ['witness with a wrong id', `witness a ${w[0]!.replace(/\+........\+/, '+00000000+')}\nquorum none\n`],
    ['witness with four fields', `witness a ${w[0]} url url\nquorum none\n`],
    ['witness named none', `witness none ${w[0]}\nquorum none\n`],
    ['witness twice', `witness a ${w[0]}\nwitness a ${w[1]}\nquorum none\n`],
    [
      'witness twice by key',
      `witness a ${w[0]}\nwitness b ${verifierKeyFor('b', 4, publicKeyOf(new Uint8Array(32).fill(20)))}\nquorum none\n`,
    ],
    ['group named none', `${three}group none any a\nquorum none\n`],
    ['group named as a witness', `${three}group a any b\nquorum a\n`],
    ['witness named as a group', `${three}group g any b\nwitness g ${w[3]}\nquorum g\n`],
    ['group without members', `${three}group g 1\nquorum a\n`],
    ['threshold 0', `${three}group g 0 a\nquorum a\n`],
    ['threshold −1', `${three}group g -1 a\nquorum a\n`],
    ['threshold over', `${three}group g 2 a\nquorum a\n`],
    ['threshold 01', `${three}group g 01 a\nquorum a\n`],
    ['threshold 1.0', `${three}group g 1.0 a\nquorum a\n`],
    ['threshold none', `${three}group g none a\nquorum a\n`],
    ['threshold ALL', `${three}group g ALL a\nquorum a\n`],
    ['unknown member', `${three}group g any d\nquorum g\n`],
    ['later member', `group g any a\n${three}quorum g\n`],
    ['itself a member', `${three}group g any g\nquorum g\n`],
    ['none a member', `${three}group g any none a\nquorum g\n`],
    ['member twice', `${three}group g all a a\nquorum g\n`],
    ['member of two', `${three}group g any a b\ngroup h any a\nquorum g\n`],
    ['too long', `quorum none\n#${'x'.repeat(65_536 - 12)}`],
  ]
  cases(
    [
      'LOG-082',
      'LOG-083',
      'LOG-084',
      'LOG-085',
      'LOG-086',
      'LOG-087',
      'LOG-088',
      'LOG-089',
      'LOG-090',
      'LOG-091',
      'LOG-093',
      'LOG-099',
    ],
    'a malformed policy is refused, before the note is looked at',
    policyFaults,
    async ([, policy]) => {
      await refuses(provider.parsePolicy(policy), 'BAD_POLICY')
      await refuses(provider.verifyCheckpoint(utf8('no note'), policy), 'BAD_POLICY')
    },
  )

  cases(
    ['LOG-082', 'LOG-088', 'LOG-091'],
    'what is just within the rules is a policy',
    [
      `quorum none\n#${'x'.repeat(65_536 - 13)}`,
      `log ${log}\nwitness log ${verifierKeyFor('w', 4, publicKeyOf(new Uint8Array(32).fill(9)))}\nquorum log`,
      `${three}quorum a\ngroup g 3 a b c\n`,
      'quorum none',
    ],
    async (policy) => {
      equal(await code(provider.parsePolicy(policy)), undefined)
    },
  )

  cases(
    ['LOG-092', 'LOG-082', 'LOG-083', 'LOG-084', 'LOG-085', 'LOG-086', 'LOG-087', 'LOG-088', 'LOG-089', 'LOG-090', 'LOG-091'],
    'the published policies, with right key ids',
    field('protocol/c2sp/formats-tlog-policy-pr269.json', (json) => {
      const file = json as {
        unmarshal: { desc: string; policy: unknown; want: Record<string, unknown> }[]
        unmarshal_errors: { desc: string; policy: string }[]
        duplicate_witness_keys: { policy: string }
      }
      const good = file.unmarshal
        .filter((row) => typeof row.policy === 'string')
        .map((row) => ({ desc: row.desc, policy: row.policy as string, want: row.want as Record<string, unknown> | undefined }))
      return [
        ...good,
        ...file.unmarshal_errors.map((row) => ({ ...row, want: undefined })),
        { desc: 'duplicate witness keys', policy: file.duplicate_witness_keys.policy, want: undefined },
      ]
    }),
    async (row) => {
      const policy = rewrap(row.policy, standIns)
      if (row.want === undefined) return refuses(provider.parsePolicy(policy), 'BAD_POLICY')
      const want = row.want as {
        Logs?: { VKey: string; URL?: string }[]
        Witnesses?: { Name: string; VKey: string; URL?: string }[]
        Groups?: { Name: string; Threshold: number; Members: string[] }[]
        Quorum: string
      }
      equal(
        await provider.parsePolicy(policy),
        {
          logs: (want.Logs ?? []).map((each) => ({ verifierKey: rewrap(each.VKey, standIns), url: each.URL ?? '' })),
          witnesses: (want.Witnesses ?? []).map((each) => ({
            name: each.Name,
            verifierKey: rewrap(each.VKey, standIns),
            url: each.URL ?? '',
          })),
          groups: (want.Groups ?? []).map((each) => ({ name: each.Name, threshold: each.Threshold, members: each.Members })),
          quorum: want.Quorum,
        },
        row.desc,
      )
    },
  )
}
