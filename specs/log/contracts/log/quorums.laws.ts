import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { checkpoint, keys, signatureLine, text, timestamp } from '../../driver.ts'
import { checkpointText, cosigned, type Line, noteBytes, privateKeyText, signed, verifierKeyOf } from '../../oracle/notes.ts'
import { rewrap, standIns } from './stand-ins.ts'
import { BODY, code, ROOT } from './values.ts'

/** Which checkpoints hold under a policy. */
export const quorumLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  cases(
    ['LOG-096', 'LOG-097', 'LOG-098'],
    'the published policies are satisfied and verified as published',
    field('protocol/c2sp/formats-tlog-policy-pr269.json', (json) => {
      const file = json as {
        constants: Record<string, string>
        satisfied: { policy: string; cases: { desc: string; signers: string[]; expectSatisfied: boolean }[] }
        verify: { desc: string; policy: string; signers: string[]; errStr: string | null }[]
      }
      const satisfied = file.satisfied.cases.map((row) => ({
        desc: row.desc,
        policy: `log {{logVkey}}\n${file.satisfied.policy}`,
        signers: ['log', ...row.signers],
        ok: row.expectSatisfied,
      }))
      return [
        ...satisfied,
        ...file.verify.map((row) => ({ desc: row.desc, policy: row.policy, signers: row.signers, ok: row.errStr === null })),
      ].map((row) => ({ ...row, constants: file.constants }))
    }),
    async (row) => {
      const body = checkpointText('example.com/log', 42, new Uint8Array(32))
      const lines = row.signers.map((name) =>
        name.startsWith('wit')
          ? cosigned(body, privateKeyText(row.constants[`${name}_skey`]!), 1000)
          : signed(body, standIns[`${name}Vkey`]!),
      )
      const observed = await code(
        provider.verifyCheckpoint(
          noteBytes(body, lines.length === 0 ? [signed(body, standIns.otherVkey!)] : lines),
          rewrap(row.policy, standIns),
        ),
      )
      equal(observed === undefined, row.ok, row.desc)
    },
  )

  cases(
    ['LOG-097', 'LOG-098'],
    'the published witness groups, where every group asks for at least one',
    field('protocol/c2sp/formats-witness.json', (json) => {
      const file = json as {
        witness_keys: Record<string, string>
        group_satisfied: { desc: string; group: Group; signers: string[]; expectSatisfied: boolean }[]
      }
      return file.group_satisfied.filter((row) => least(row.group) > 0).map((row) => ({ ...row, keys: file.witness_keys }))
    }),
    async (row) => {
      const lines: string[] = []
      const define = (group: Group | string): string => {
        if (typeof group === 'string') {
          lines.push(`witness ${group} ${verifierKeyOf(privateKeyText(row.keys[`${group}_skey`]!), 'cosignature/v1')}`)
          return group
        }
        const members = group.of.map(define)
        lines.push(`group g${lines.length} ${group.n} ${members.join(' ')}`)
        return `g${lines.length - 1}`
      }
      const quorum = define(row.group)
      const policy = `log ${verifierKeyOf(standIns.logVkey!, 'ed25519')}\n${lines.join('\n')}\nquorum ${quorum}`
      const cosignatures = row.signers.map((name) => cosigned(BODY, privateKeyText(row.keys[`${name}_skey`]!), 5))
      equal(
        await code(provider.verifyCheckpoint(noteBytes(BODY, [signed(BODY, standIns.logVkey!), ...cosignatures]), policy)),
        row.expectSatisfied ? undefined : 'QUORUM_NOT_MET',
      )
    },
  )

  law(
    ['LOG-096', 'LOG-097', 'LOG-098', 'LOG-100', 'LOG-079'],
    'a checkpoint holds with its log and a quorum, whatever else was added to it',
    [
      keys(6),
      checkpoint,
      fc.uniqueArray(fc.nat(4), { maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      fc.tuple(timestamp, timestamp),
      fc.boolean(),
      fc.array(signatureLine, { maxLength: 2 }),
    ],
    async (all, point, who, threshold, [early, late], spoiled, strangers) => {
      const signer = { ...all[5]!, name: 'log.example' }
      const value = { ...point, origin: 'log.example' }
      const body = checkpointText(value.origin, value.size, value.root, value.extensions)
      const policy = `log ${verifierKeyOf(signer, 'ed25519')}\n${[0, 1, 2, 3, 4].map((i) => `witness w${i} ${verifierKeyOf(all[i]!, 'cosignature/v1')}\n`).join('')}group inner ${threshold} w1 w2 w3\ngroup outer 2 w0 inner w4\nquorum outer\n`
      const bad = { ...cosigned(body, all[4]!, late), signature: new Uint8Array(72) }
      const lines: Line[] = [
        ...strangers,
        ...(spoiled ? [bad, { ...signed(body, signer), signature: new Uint8Array(64) }] : []),
        ...who.flatMap((i) => [cosigned(body, all[i]!, late), cosigned(body, all[i]!, early)]),
        signed(body, signer),
      ]
      const has = (i: number) => who.includes(i)
      const inner = [1, 2, 3].filter(has).length >= threshold
      const met = [has(0), inner, has(4)].filter(Boolean).length >= 2
      const call = provider.verifyCheckpoint(noteBytes(body, lines), policy)
      if (!met) return refuses(call, 'QUORUM_NOT_MET')
      equal(await call, {
        checkpoint: value,
        witnesses: [0, 1, 2, 3, 4].filter(has).map((i) => ({ name: `w${i}`, timestamp: Math.max(early, late) })),
      })
    },
  )

  law(
    ['LOG-096', 'LOG-095', 'LOG-099'],
    'the log must be named as the origin and must have signed this very text',
    [keys(2), text],
    async ([signer, witness], other) => {
      const policy = `log ${verifierKeyOf(signer!, 'ed25519')}\nwitness w ${verifierKeyOf(witness!, 'cosignature/v1')}\nquorum w\n`
      const mine = checkpointText(signer!.name, 3, ROOT)
      const call = (body: string, lines: Line[]) => provider.verifyCheckpoint(noteBytes(body, lines), policy)
      await refuses(call(BODY, [signed(BODY, signer!), cosigned(BODY, witness!, 1)]), 'LOG_UNSIGNED')
      await refuses(call(mine, [signed(BODY, signer!), cosigned(mine, witness!, 1)]), 'LOG_UNSIGNED')
      await refuses(call(mine, [cosigned(mine, witness!, 1)]), 'LOG_UNSIGNED')
      await refuses(call(mine, [cosigned(mine, signer!, 1), cosigned(mine, witness!, 1)]), 'LOG_UNSIGNED')
      await refuses(call(mine, [{ ...signed(BODY, signer!) }]), 'LOG_UNSIGNED')
      await refuses(call(mine, [signed(mine, signer!)]), 'QUORUM_NOT_MET')
      await refuses(call(mine, [signed(mine, signer!), signed(mine, witness!)]), 'QUORUM_NOT_MET')
      if (other.split('\n').length < 4) await refuses(call(other, [signed(other, signer!)]), 'BAD_CHECKPOINT')
      await refuses(provider.verifyCheckpoint(noteBytes(mine, [signed(mine, signer!)]), 'quorum none'), 'LOG_UNSIGNED')
      equal(
        (await provider.verifyCheckpoint(noteBytes(mine, [signed(mine, signer!)]), policy.replace('quorum w', 'quorum none')))
          .witnesses,
        [],
      )
    },
  )
}

interface Group {
  n: number
  of: (Group | string)[]
}

/** The smallest threshold in a nest of groups. */
const least = (group: Group): number => Math.min(group.n, ...group.of.map((each) => (typeof each === 'string' ? 1 : least(each))))
