import { contract, equal, holds, ProviderError, refuses, refusesType } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import {
  algorithm,
  badName,
  badText,
  bundle,
  checkpoint,
  damage,
  damaged,
  entries,
  entry,
  grow,
  key,
  keys,
  leavesTo,
  note,
  outside,
  place,
  seed,
  signatureLine,
  stapled,
  text,
  tile,
  tiledSize,
  timestamp,
} from '../driver.ts'
import { H, judgeConsistency, judgeInclusion, leafOf, pathOf, rootOf, subproofOf } from '../oracle/merkle.ts'
import {
  base64,
  bigEndian,
  checkpointText,
  cosigned,
  fromBase64,
  join,
  type Key,
  keyIdFor,
  keyIdOf,
  type Line,
  lineText,
  noteBytes,
  noteText,
  privateKeyText,
  publicKeyOf,
  signatureOf,
  signed,
  utf8,
  verifierKeyFor,
  verifierKeyOf,
} from '../oracle/notes.ts'
import { consistencyFromTiles, inclusionFromTiles, layoutOf, pathText, tileOf, tilesOf } from '../oracle/tiles.ts'

/*
 * Left out of the field's vectors, with the reason:
 * - merkle/testdata/subtree*: subtrees are no operation of this package.
 * - consistency/additional/sizes-are-equal-one-and-proof-is-empty: wants roots of 12 bytes accepted (LOG-030).
 * - formats-note-verifier, formats-cosigv1, formats-rfc6962-note: keys of the types ECDSA, RFC 6962 and ML-DSA are expected to be refused here.
 * - formats-checkpoint marshal, accepted unmarshal, parse_checkpoint: roots that are not 32 bytes; origin_id: no operation.
 * - formats-tlog-policy-pr269: names that are not UTF-8; key ids of 00000000 are replaced by the right ones; marshalling: no operation.
 * - formats-witness policies: another dialect. formats-tlog-proof "buffer too large": refused here for its hash line.
 * - sumdb-note: a text alone has no operation that signs what is already a note; sumdb-tlog records and tile heights other than 8: other formats.
 */

const hashesOf = (list: readonly Uint8Array[]) => list.map(leafOf)
const code = async (call: Promise<unknown>): Promise<string | undefined> => {
  try {
    await call
    return undefined
  } catch (error) {
    if (error instanceof ProviderError) return error.code ?? error.name
    throw error
  }
}
const ROOT = H(utf8('root'))
const BODY = checkpointText('example.com/log', 5, ROOT)
const bytesOf = (text: string): Uint8Array => fromBase64(text)
type Json = Record<string, unknown>

export default contract<typeof Log>('log', ({ provider, law, cases, field, fieldFolder }) => {
  // Merkle tree

  law('LOG-005', 'a leaf hash is H(0x00 || entry)', [entry], async (value) => {
    equal(await provider.leafHash(value), leafOf(value))
  })

  cases('LOG-006', 'an entry may have 1,048,576 bytes and not one more', [0, 1], async (over) => {
    const value = new Uint8Array(1_048_576 + over).fill(3)
    const tree = await new provider.MerkleTree()
    if (over === 0) {
      equal(await provider.leafHash(value), leafOf(value))
      equal(await tree.append(value), 0)
    } else {
      await refuses(provider.leafHash(value), 'ENTRY_TOO_LARGE')
      await refuses(tree.append(value), 'ENTRY_TOO_LARGE')
      equal(await tree.size, 0)
      equal(await tree.append(value.subarray(1)), 0)
    }
  })

  law(['LOG-007', 'LOG-008', 'LOG-013'], 'calls that are not awaited take effect in their order', [entries], async (list) => {
    const tree = await new provider.MerkleTree()
    const calls: Promise<unknown>[] = []
    for (const value of list) calls.push(tree.append(value), tree.root(), tree.size)
    const leaves = hashesOf(list)
    equal(
      await Promise.all(calls),
      list.flatMap((_, i) => [i, rootOf(leaves.slice(0, i + 1)), i + 1]),
    )
  })

  law(
    ['LOG-009', 'LOG-010', 'LOG-011', 'LOG-012'],
    'the tree has the root of the definition at each size, then and later',
    [entries],
    async (list) => {
      const leaves = hashesOf(list)
      const tree = await grow(provider, list)
      for (let size = 0; size <= list.length; size++) equal(await tree.root(size), rootOf(leaves.slice(0, size)), `size ${size}`)
      await tree.append(utf8('later'))
      equal(await tree.root(list.length), rootOf(leaves))
      equal(await tree.root(), rootOf([...leaves, leafOf(utf8('later'))]))
    },
    { runs: 60 },
  )

  law('LOG-010', 'a tree of one entry has its leaf hash as root', [entry], async (value) => {
    equal(await (await grow(provider, [value])).root(1), leafOf(value))
  })

  law(
    'LOG-014',
    'a root of a size that the tree has not is refused',
    [entries.chain((list) => fc.tuple(fc.constant(list), outside(0, list.length)))],
    async ([list, size]) => {
      const tree = await grow(provider, list)
      await refuses(tree.root(size), 'BAD_SIZE')
      equal(await tree.root(), rootOf(hashesOf(list)))
    },
  )

  law('LOG-015', 'an inclusion proof is the path of the definition', [entries, place, place], async (list, a, b) => {
    const size = 1 + (a % list.length)
    const index = b % size
    equal(await (await grow(provider, list)).inclusionProof(index, size), pathOf(index, hashesOf(list).slice(0, size)))
  })

  law(
    ['LOG-016', 'LOG-017'],
    'an inclusion proof needs a size of the tree, then an index below it',
    [entries.chain((list) => fc.tuple(fc.constant(list), outside(1, list.length), outside(0, list.length - 1)))],
    async ([list, size, index]) => {
      const tree = await grow(provider, list)
      await refuses(tree.inclusionProof(0, size), 'BAD_SIZE')
      await refuses(tree.inclusionProof(index, size), 'BAD_SIZE')
      await refuses(tree.inclusionProof(index, list.length), 'BAD_INDEX')
    },
  )

  law('LOG-018', 'a consistency proof is the subproof of the definition', [entries, place, place], async (list, a, b) => {
    const now = 1 + (a % list.length)
    const old = 1 + (b % now)
    equal(await (await grow(provider, list)).consistencyProof(old, now), subproofOf(old, hashesOf(list).slice(0, now)))
  })

  law(
    'LOG-019',
    'a consistency proof needs 1 ≤ old ≤ new ≤ size',
    [entries.chain((list) => fc.tuple(fc.constant(list), outside(1, list.length)))],
    async ([list, size]) => {
      const tree = await grow(provider, list)
      await refuses(tree.consistencyProof(size, list.length), 'BAD_SIZE')
      await refuses(tree.consistencyProof(1, size), 'BAD_SIZE')
      await refuses(tree.consistencyProof(list.length + 1, list.length), 'BAD_SIZE')
      await refuses(tree.consistencyProof(0, list.length), 'BAD_SIZE')
    },
  )

  // Verifiers

  law(
    ['LOG-027', 'LOG-026'],
    'what the tree proves, the verifier accepts, and nothing for another entry',
    [entries, place],
    async (list, at) => {
      const tree = await grow(provider, list)
      const index = at % list.length
      const proof = await tree.inclusionProof(index, list.length)
      const claim = { index, size: list.length, leaf: leafOf(list[index]!), proof, root: await tree.root() }
      equal(await provider.verifyInclusion(claim), undefined)
      await refuses(provider.verifyInclusion({ ...claim, leaf: leafOf(utf8('another')) }), 'ROOT_MISMATCH')
    },
  )

  const oddNumber = fc.option(outside(1, 60), { nil: undefined, freq: 6 })

  law(
    ['LOG-022', 'LOG-023', 'LOG-024', 'LOG-025', 'LOG-026', 'LOG-027', 'LOG-028'],
    'a damaged inclusion is judged as the definition judges it',
    [entries, place, damage, damage, oddNumber, oddNumber, fc.constantFrom(0, 0, 1, -1, 8)],
    async (list, at, toProof, toHashes, oddSize, oddIndex, shift) => {
      const leaves = hashesOf(list)
      const index = at % list.length
      const [leaf, root] = damaged([leaves[index]!, rootOf(leaves)], at % 2 === 0 ? toHashes : 'none', at)
      const claim = {
        index: oddIndex ?? index + (at % 3 === 0 ? shift : 0),
        size: oddSize ?? list.length + (at % 3 === 1 ? shift : 0),
        leaf: leaf ?? ROOT,
        root: root ?? ROOT,
        proof: damaged(pathOf(index, leaves), at % 4 < 3 ? toProof : 'none', at),
      }
      equal(await code(provider.verifyInclusion(claim)), judgeInclusion(claim))
    },
    { runs: 400 },
  )

  law(
    ['LOG-033', 'LOG-032'],
    'what the tree proves to be a prefix, the verifier accepts, and no other root',
    [entries, place],
    async (list, at) => {
      const tree = await grow(provider, list)
      const oldSize = 1 + (at % list.length)
      const oldRoot = await tree.root(oldSize)
      const claim = {
        oldSize,
        newSize: list.length,
        oldRoot,
        newRoot: await tree.root(),
        proof: await tree.consistencyProof(oldSize, list.length),
      }
      equal(await provider.verifyConsistency(claim), undefined)
      await refuses(provider.verifyConsistency({ ...claim, newRoot: ROOT }), 'ROOT_MISMATCH')
      await refuses(provider.verifyConsistency({ ...claim, oldRoot: ROOT }), 'ROOT_MISMATCH')
    },
  )

  law(
    ['LOG-029', 'LOG-030', 'LOG-031', 'LOG-032', 'LOG-033', 'LOG-034'],
    'a damaged consistency is judged as the definition judges it',
    [entries, place, damage, damage, oddNumber, oddNumber, fc.constantFrom(0, 0, 1, -1, 8)],
    async (list, at, toProof, toRoots, oddOld, oddNew, shift) => {
      const leaves = hashesOf(list)
      const oldSize = 1 + (at % list.length)
      const [oldRoot, newRoot] = damaged([rootOf(leaves.slice(0, oldSize)), rootOf(leaves)], at % 2 === 0 ? toRoots : 'none', at)
      const claim = {
        oldSize: oddOld ?? oldSize + (at % 3 === 0 ? shift : 0),
        newSize: oddNew ?? list.length + (at % 3 === 1 ? shift : 0),
        oldRoot: oldRoot ?? ROOT,
        newRoot: newRoot ?? ROOT,
        proof: damaged(subproofOf(oldSize, leaves), at % 4 < 3 ? toProof : 'none', at),
      }
      equal(await code(provider.verifyConsistency(claim)), judgeConsistency(claim))
    },
    { runs: 400 },
  )

  law(
    ['LOG-026', 'LOG-025'],
    'one flipped bit anywhere in a proof, a leaf or a root never passes',
    [entries, place, fc.constantFrom('proof', 'leaf', 'root')],
    async (list, at, where) => {
      const leaves = hashesOf(list)
      const index = at % list.length
      const flip = (hash: Uint8Array) => damaged([hash], 'flip', at)[0]!
      const claim = { index, size: list.length, leaf: leaves[index]!, proof: pathOf(index, leaves), root: rootOf(leaves) }
      const bad =
        where === 'leaf'
          ? { ...claim, leaf: flip(claim.leaf) }
          : where === 'root' || list.length === 1
            ? { ...claim, root: flip(claim.root) }
            : { ...claim, proof: damaged(claim.proof, 'flip', at) }
      await refuses(provider.verifyInclusion(bad), 'ROOT_MISMATCH')
    },
  )

  cases(
    ['LOG-022', 'LOG-025', 'LOG-026'],
    'sizes beyond 32 bits are walked exactly',
    [2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 3, Number.MAX_SAFE_INTEGER],
    async (size) => {
      for (const index of [0, 2 ** 31 - 1, size - 1])
        for (const length of [1, 2, 31, 32, 33, 40, 41, 52, 53, 54, 64, 65]) {
          const claim = { index, size, leaf: ROOT, root: ROOT, proof: Array.from({ length }, () => ROOT) }
          equal(await code(provider.verifyInclusion(claim)), judgeInclusion(claim), `index ${index}, ${length} hashes`)
          const prefix = { oldSize: index + 1, newSize: size, oldRoot: ROOT, newRoot: ROOT, proof: claim.proof }
          equal(
            await code(provider.verifyConsistency(prefix)),
            judgeConsistency(prefix),
            `old size ${index + 1}, ${length} hashes`,
          )
        }
    },
  )

  cases(['LOG-028', 'LOG-034'], 'of several faults the verifiers name the first in order', [0], async () => {
    const short = ROOT.slice(1)
    const inclusion = { index: 2, size: 3, leaf: short, proof: [ROOT, ROOT, ROOT], root: ROOT }
    await refuses(provider.verifyInclusion({ ...inclusion, size: 0 }), 'BAD_SIZE')
    await refuses(provider.verifyInclusion({ ...inclusion, index: 3 }), 'BAD_INDEX')
    await refuses(provider.verifyInclusion(inclusion), 'BAD_HASH')
    await refuses(provider.verifyInclusion({ ...inclusion, leaf: ROOT, root: short }), 'BAD_HASH')
    await refuses(provider.verifyInclusion({ ...inclusion, leaf: ROOT, proof: [ROOT, ROOT, short] }), 'BAD_HASH')
    await refuses(provider.verifyInclusion({ ...inclusion, leaf: ROOT }), 'BAD_PROOF')
    const consistency = { oldSize: 2, newSize: 3, oldRoot: short, newRoot: ROOT, proof: [ROOT, ROOT, ROOT] }
    await refuses(provider.verifyConsistency({ ...consistency, oldSize: 4 }), 'BAD_SIZE')
    await refuses(provider.verifyConsistency(consistency), 'BAD_HASH')
    await refuses(provider.verifyConsistency({ ...consistency, oldRoot: ROOT, newRoot: short }), 'BAD_HASH')
    await refuses(provider.verifyConsistency({ ...consistency, oldRoot: ROOT, proof: [short] }), 'BAD_HASH')
    await refuses(provider.verifyConsistency({ ...consistency, oldRoot: ROOT }), 'BAD_PROOF')
    await refuses(
      provider.verifyConsistency({ oldSize: 3, newSize: 3, oldRoot: ROOT, newRoot: leafOf(ROOT), proof: [ROOT] }),
      'BAD_PROOF',
    )
  })

  cases(
    ['LOG-022', 'LOG-024', 'LOG-025', 'LOG-026', 'LOG-027'],
    'the published inclusion proofs',
    fieldFolder('crypto/merkle/testdata/inclusion', (json, path) => ({
      path,
      ...(json as {
        leafIdx: number
        treeSize: number
        root: string | null
        leafHash: string | null
        proof: string[] | null
        wantErr: boolean
      }),
    })),
    async (row) => {
      const claim = {
        index: row.leafIdx,
        size: row.treeSize,
        root: bytesOf(row.root ?? ''),
        leaf: bytesOf(row.leafHash ?? ''),
        proof: (row.proof ?? []).map(bytesOf),
      }
      equal((await code(provider.verifyInclusion(claim))) !== undefined, row.wantErr, row.path)
    },
  )

  cases(
    ['LOG-029', 'LOG-030', 'LOG-031', 'LOG-032', 'LOG-033'],
    'the published consistency proofs',
    fieldFolder('crypto/merkle/testdata/consistency', (json, path) => ({
      path,
      ...(json as {
        size1: number
        size2: number
        root1: string | null
        root2: string | null
        proof: string[] | null
        wantErr: boolean
      }),
    })),
    async (row) => {
      const claim = {
        oldSize: row.size1,
        newSize: row.size2,
        oldRoot: bytesOf(row.root1 ?? ''),
        newRoot: bytesOf(row.root2 ?? ''),
        proof: (row.proof ?? []).map(bytesOf),
      }
      const observed = await code(provider.verifyConsistency(claim))
      if (row.path.endsWith('sizes-are-equal-one-and-proof-is-empty.json')) equal(observed, 'BAD_HASH')
      else equal(observed !== undefined, row.wantErr, row.path)
    },
  )

  // Errors

  cases('LOG-002', 'a refusal is a LogError by class, name and code', [0], async () => {
    const calls: (() => Promise<unknown>)[] = [
      () => provider.parseNote(utf8('x')),
      () => provider.parsePolicy('x'),
      () => provider.tileLayout(-1),
    ]
    for (const call of calls) {
      const error = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      )
      holds(
        error instanceof ProviderError && error.name === 'LogError' && error.classes.includes('LogError') && error.message !== '',
        'a LogError',
        error,
      )
    }
  })

  cases('LOG-003', 'a value outside the declared types is a TypeError, before any other fault', [0], async () => {
    const wrong = (value: unknown) => value as never
    await refusesType(() => provider.leafHash(wrong('text')))
    await refusesType(() => provider.verifyInclusion(wrong({ index: '0', size: 0, leaf: ROOT, proof: [], root: ROOT })))
    await refusesType(() => provider.verifyInclusion(wrong({ index: 0, size: 0, leaf: ROOT, proof: [1], root: ROOT })))
    await refusesType(async () => provider.parseNote(wrong('text')))
    await refusesType(() => provider.openNote(utf8('x'), wrong([1])))
    await refusesType(async () => provider.formatCheckpoint(wrong({ origin: '', size: 1, root: ROOT })))
    await refusesType(() => provider.verifierKey({ name: '', seed: ROOT }, wrong('rsa')))
  })

  // Keys

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
    [key, badName, fc.uint8Array({ maxLength: 64 }).filter((value) => value.length !== 32), badText],
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

  // Notes

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

  // Checkpoints

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

  // Cosignatures

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
    [fc.uint8Array({ maxLength: 90 }).filter((value) => value.length !== 72)],
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

  // Policies

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

  const rewrap = (policy: string, names: Record<string, Key>): string =>
    policy
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
        verifierKeyOf(names[name]!, name.startsWith('wit') ? 'cosignature/v1' : 'ed25519'),
      )
      .replace(/(\S+)\+00000000\+(\S+)/g, (_, name: string, material: string) =>
        verifierKeyFor(name, fromBase64(material)[0]!, fromBase64(material).slice(1)),
      )
  const standIns: Record<string, Key> = Object.fromEntries(
    ['log_vkey', 'logVkey', 'otherVkey', 'wit4_vkey', 'wit5_vkey', 'wit6_vkey'].map((name, i) => [
      name,
      {
        name: name === 'otherVkey' ? 'other.example.com/log' : name.startsWith('log') ? 'example.com/log' : name,
        seed: new Uint8Array(32).fill(name.startsWith('log') ? 60 : 61 + i),
      },
    ]),
  )

  cases(
    ['LOG-092', 'LOG-082', 'LOG-083', 'LOG-084', 'LOG-085', 'LOG-086', 'LOG-087', 'LOG-088', 'LOG-089', 'LOG-090', 'LOG-091'],
    'the published policies, with right key ids',
    field('protocol/c2sp/formats-tlog-policy-pr269.json', (json) => {
      const file = json as {
        unmarshal: { desc: string; policy: unknown; want: Json }[]
        unmarshal_errors: { desc: string; policy: string }[]
        duplicate_witness_keys: { policy: string }
      }
      const good = file.unmarshal
        .filter((row) => typeof row.policy === 'string')
        .map((row) => ({ desc: row.desc, policy: row.policy as string, want: row.want as Json | undefined }))
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

  // Tiles

  law(['LOG-101', 'LOG-103'], 'a tile has one path and a path one tile', [tile], async (value) => {
    const path = pathText(value.level, value.index, value.width)
    equal(await provider.formatTilePath(value), path)
    equal(await provider.parseTilePath(path), value)
  })

  law(
    'LOG-102',
    'coordinates of no tile have no path',
    [tile, outside(0, 63), outside(0, Number.MAX_SAFE_INTEGER), outside(1, 256)],
    async (value, level, index, width) => {
      for (const bad of [
        { ...value, level },
        { ...value, index },
        { ...value, width },
      ])
        await refuses(async () => provider.formatTilePath(bad), 'BAD_TILE_PATH')
    },
  )

  cases(
    ['LOG-104', 'LOG-107'],
    'a string of no tile is refused',
    [
      '',
      'tile',
      'tile/',
      'tile/0',
      'tile/0/',
      'tile/0/0',
      'tile/0/00',
      'tile/0/0000',
      'tile/0/x000/000',
      'tile/0/x000/001',
      'tile/0/001/000',
      'tile/0/x001/x000',
      'tile/0/x001',
      'tile/0/001.p',
      'tile/0/001.p/',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/01',
      'tile/0/001.p/257',
      'tile/0/001.p/-1',
      'tile/64/000',
      'tile/00/000',
      'tile/-1/000',
      'tile/01/000',
      'tile/x/000',
      'tile/data/000',
      'tile/Entries/000',
      '/tile/0/000',
      'tile/0/000/',
      'tile/0/000 ',
      'tile/0/000\n',
      'Tile/0/000',
      'tile/8/0/000',
      'tile/0/X001/000',
      'tile/0/x01/000',
      'tile/0/٠٠٠',
      'tile/0/x009/x007/x199/x254/x740/992',
      'tile/0/x999/x999/x999/x999/x999/x999/x999/999',
    ],
    async (path) => {
      await refuses(async () => provider.parseTilePath(path), 'BAD_TILE_PATH')
      const tree = await new provider.MerkleTree()
      await refuses(tree.tile(path), 'BAD_TILE_PATH')
    },
  )

  cases(
    ['LOG-103', 'LOG-104'],
    'the published tile paths, without their tile height',
    field(
      'protocol/c2sp/sumdb-tlog.json',
      (json) =>
        (json as { tile_paths: { path: string; tile: { L: number; N: number; W: number; H: number } | null }[] }).tile_paths,
    ),
    async (row) => {
      const path = row.path.replace(/^tile\/\d+\//, 'tile/').replace('/data/', '/entries/')
      if (row.tile === null) return refuses(async () => provider.parseTilePath(path), 'BAD_TILE_PATH')
      equal(await provider.parseTilePath(path), {
        level: row.tile.L === -1 ? 'entries' : row.tile.L,
        index: row.tile.N,
        width: path.includes('.p/') ? row.tile.W : 256,
      })
    },
  )

  law(
    ['LOG-106', 'LOG-105'],
    'a tree has the tiles of its size',
    [
      fc.oneof(fc.nat(70_000), fc.maxSafeNat(), fc.constantFrom(0, 1, 255, 256, 257, 65_536, 2 ** 24, Number.MAX_SAFE_INTEGER)),
      outside(0, Number.MAX_SAFE_INTEGER),
    ],
    async (size, bad) => {
      equal(await provider.tileLayout(size), layoutOf(size))
      await refuses(async () => provider.tileLayout(bad), 'BAD_SIZE')
    },
  )

  cases(
    ['LOG-106', 'LOG-101'],
    'the examples of tlog-tiles',
    field('protocol/c2sp/c2sp-spec-examples.json', (json) => [
      (
        json as {
          tlog_tiles: {
            index_path: { index: number; path: string }[]
            tile_layout: { tree_size: number; tiles: { level: number; full: number; partial_width: number | null }[] }[]
          }
        }
      ).tlog_tiles,
    ]),
    async (row) => {
      for (const { index, path } of row.index_path)
        equal(await provider.formatTilePath({ level: 3, index, width: 256 }), `tile/3/${path}`)
      for (const { tree_size: size, tiles } of row.tile_layout)
        equal(
          await provider.tileLayout(size),
          tiles.map((each) => ({ level: each.level, full: each.full, partialWidth: each.partial_width ?? 0 })),
        )
    },
  )

  law(
    ['LOG-109', 'LOG-108', 'LOG-107'],
    'a tree gives each hash tile it reaches, and no other',
    [fc.constantFrom(0, 1, 255, 256, 300, 513), place, fc.integer({ min: 1, max: 256 })],
    async (size, at, width) => {
      const tree = await new provider.MerkleTree()
      await Promise.all(Array.from({ length: size }, (_, i) => tree.append(utf8(String(i)))))
      const leaves = leavesTo(size)
      for (const [path, bytes] of tilesOf(leaves)) equal(await tree.tile(path), bytes, path)
      const level = at % 3
      const index = level === 0 ? at % 4 : 0
      const path = pathText(level, index, width)
      if ((index * 256 + width) * 256 ** level > size) await refuses(tree.tile(path), 'NO_SUCH_TILE')
      else equal(await tree.tile(path), tileOf(leaves, level, index, width))
      if (size >= 256) equal(await tree.tile(pathText(0, 0, width)), tileOf(leaves, 0, 0, width))
      await refuses(tree.tile(pathText(0, Math.floor(size / 256), (size % 256) + 1)), 'NO_SUCH_TILE')
      await refuses(tree.tile(pathText(63, Number.MAX_SAFE_INTEGER, width)), 'NO_SUCH_TILE')
      await refuses(tree.tile(pathText('entries', 0, width)), 'BAD_TILE_PATH')
    },
    { runs: 12 },
  )

  const library = new Map<number, Map<string, Uint8Array>>()
  const shelf = (size: number): Map<string, Uint8Array> => {
    const known = library.get(size) ?? tilesOf(leavesTo(size))
    library.set(size, known)
    return known
  }
  /** Answers tiles and keeps count of what was asked. */
  const reader = (size: number, change: (path: string, bytes: Uint8Array) => Uint8Array | undefined = (_, bytes) => bytes) => {
    const asked: string[] = []
    const fetch = async (path: string): Promise<Uint8Array> => {
      asked.push(path)
      const bytes = change(path, (shelf(size).get(path) ?? new Uint8Array(0)).slice())
      if (bytes === undefined) throw new Error('gone')
      return bytes
    }
    return { asked, fetch }
  }

  law(
    ['LOG-119', 'LOG-116', 'LOG-115'],
    'the root comes from the edge tiles alone',
    [tiledSize],
    async (size) => {
      const { asked, fetch } = reader(size)
      equal(await provider.rootFromTiles(size, fetch), rootOf(leavesTo(size)))
      equal(asked.sort(), inclusionFromTiles(0, leavesTo(size)).edge.sort())
    },
    { runs: 40 },
  )

  cases('LOG-119', 'an empty tree needs no tile', [0], async (size) => {
    const { asked, fetch } = reader(1)
    equal(await provider.rootFromTiles(size, fetch), H())
    equal(asked, [])
  })

  law(
    ['LOG-122', 'LOG-116', 'LOG-115'],
    'an inclusion proof from tiles is that of the tree, from just the tiles it needs',
    [tiledSize, place],
    async (size, at) => {
      const leaves = leavesTo(size)
      const { asked, fetch } = reader(size)
      const want = inclusionFromTiles(at % size, leaves)
      equal(await provider.inclusionProofFromTiles(at % size, size, rootOf(leaves), fetch), want.proof)
      equal(asked.sort(), [...want.edge, ...want.full].sort())
    },
    { runs: 40 },
  )

  law(
    ['LOG-123', 'LOG-116', 'LOG-115'],
    'a consistency proof from tiles is that of the tree, from just the tiles it needs',
    [tiledSize, fc.oneof(place, fc.constantFrom(255, 511, 767, 65_535))],
    async (size, at) => {
      const leaves = leavesTo(size)
      const { asked, fetch } = reader(size)
      const oldSize = 1 + (at % size)
      const want = consistencyFromTiles(oldSize, leaves)
      equal(await provider.consistencyProofFromTiles(oldSize, size, rootOf(leaves), fetch), want.proof)
      equal(asked.sort(), [...want.edge, ...want.full].sort())
    },
    { runs: 40 },
  )

  law(
    ['LOG-120', 'LOG-121', 'LOG-118', 'LOG-117', 'LOG-124'],
    'of bad tiles the first in order is named, and no bad tile passes',
    [
      tiledSize,
      place,
      fc.constantFrom('flip', 'short', 'long', 'gone', 'foreign'),
      fc.constantFrom('flip', 'short', 'gone', 'none'),
      place,
    ],
    async (size, at, how, other, which) => {
      const leaves = leavesTo(size)
      const index = at % size
      const consistency = which % 2 === 0
      const want = consistency ? consistencyFromTiles(index + 1, leaves) : inclusionFromTiles(index, leaves)
      const order = [...want.edge, ...want.full]
      const broken = new Map([
        [order[at % order.length]!, how],
        ...(other === 'none' ? [] : [[order[which % order.length]!, other] as const]),
      ])
      const { fetch } = reader(size, (path, bytes) => {
        const fault = broken.get(path)
        if (fault === 'flip') bytes[at % bytes.length]! ^= 1
        if (fault === 'foreign') return new Uint8Array(bytes.length).fill(1)
        if (fault === 'short') return bytes.slice(1)
        if (fault === 'long') return join(bytes, bytes.slice(0, 32))
        return fault === 'gone' ? undefined : bytes
      })
      const named = (path: string) => codeOf[broken.get(path) ?? '']
      const edge = want.edge.map(named)
      const expected =
        edge.find((each) => each === 'BAD_TILE' || each === 'FETCH_FAILED') ??
        edge.find((each) => each !== undefined) ??
        want.full.map(named).find((each) => each !== undefined)
      const root = rootOf(leaves)
      const call = consistency
        ? provider.consistencyProofFromTiles(index + 1, size, root, fetch)
        : provider.inclusionProofFromTiles(index, size, root, fetch)
      await refuses(call, expected!)
      if (edge.some((each) => each === 'BAD_TILE' || each === 'FETCH_FAILED'))
        await refuses(provider.rootFromTiles(size, fetch), expected!)
    },
    { runs: 80 },
  )

  law(
    ['LOG-110', 'LOG-111', 'LOG-112', 'LOG-113', 'LOG-114', 'LOG-120'],
    'sizes, index and root are checked in this order, before any tile',
    [
      fc.integer({ min: 1, max: 600 }).chain((size) => fc.tuple(fc.constant(size), outside(0, size - 1))),
      outside(1, Number.MAX_SAFE_INTEGER),
      seed,
    ],
    async ([size, index], bad, wrong) => {
      const { asked, fetch } = reader(size)
      const short = wrong.slice(1)
      if (bad !== 0) await refuses(provider.rootFromTiles(bad, fetch), 'BAD_SIZE')
      await refuses(provider.inclusionProofFromTiles(index, bad, short, fetch), 'BAD_SIZE')
      await refuses(provider.inclusionProofFromTiles(index, size, short, fetch), 'BAD_INDEX')
      await refuses(provider.inclusionProofFromTiles(0, size, short, fetch), 'BAD_HASH')
      await refuses(provider.consistencyProofFromTiles(1, bad, short, fetch), 'BAD_SIZE')
      await refuses(provider.consistencyProofFromTiles(bad, size, short, fetch), 'BAD_SIZE')
      await refuses(provider.consistencyProofFromTiles(size + 1, size, short, fetch), 'BAD_SIZE')
      await refuses(provider.consistencyProofFromTiles(size, size, short, fetch), 'BAD_HASH')
      equal(asked, [])
      await refuses(provider.consistencyProofFromTiles(size, size, wrong, fetch), 'ROOT_MISMATCH')
      await refuses(provider.inclusionProofFromTiles(0, size, wrong, fetch), 'ROOT_MISMATCH')
    },
  )

  // Entry bundles

  const bundled = (list: readonly Uint8Array[]) =>
    join(...list.flatMap((each) => [Uint8Array.of(each.length >> 8, each.length & 255), each]))

  law(
    ['LOG-127', 'LOG-130', 'LOG-129', 'LOG-128'],
    'a bundle is its entries with their lengths, no more and no fewer',
    [bundle, place, outside(1, 256)],
    async (list, at, width) => {
      const bytes = bundled(list)
      equal(await provider.encodeEntryBundle(list), bytes)
      equal(await provider.decodeEntryBundle(bytes, list.length), list)
      const refused = (value: Uint8Array, count: number) =>
        refuses(async () => provider.decodeEntryBundle(value, count), 'BAD_BUNDLE')
      await refused(bytes, list.length + 1)
      if (list.length > 1) await refused(bytes, list.length - 1)
      await refused(bytes.slice(0, at % bytes.length), list.length)
      await refused(join(bytes, Uint8Array.of(0)), list.length)
      await refused(bytes, width)
    },
  )

  cases(
    ['LOG-125', 'LOG-126', 'LOG-127'],
    'a bundle holds 1 to 256 entries of up to 65,535 bytes',
    [
      [0, 0, 'BAD_BUNDLE'],
      [257, 1, 'BAD_BUNDLE'],
      [257, 65_536, 'BAD_BUNDLE'],
      [1, 65_536, 'ENTRY_TOO_LARGE'],
      [256, 300, undefined],
      [1, 65_535, undefined],
    ] as const,
    async ([count, length, expected]) => {
      const list = Array.from({ length: count }, (_, i) => new Uint8Array(i === 0 ? length : 1).fill(5))
      if (expected !== undefined) return refuses(async () => provider.encodeEntryBundle(list), expected)
      equal(await provider.encodeEntryBundle(list), bundled(list))
      equal(await provider.decodeEntryBundle(bundled(list), count), list)
    },
  )

  // Stapled proofs

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
    [entries, keys(3), place, fc.uint8Array({ maxLength: 9 }), timestamp],
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
})

interface Group {
  n: number
  of: (Group | string)[]
}
interface ProofRow {
  index: number
  hashes_hex: string[]
  checkpoint: string
  extra_data?: string
}

/** What a bad tile is refused with. */
const codeOf: Record<string, string | undefined> = {
  short: 'BAD_TILE',
  long: 'BAD_TILE',
  gone: 'FETCH_FAILED',
  flip: 'ROOT_MISMATCH',
  foreign: 'ROOT_MISMATCH',
}

/** The smallest threshold in a nest of groups. */
const least = (group: Group): number => Math.min(group.n, ...group.of.map((each) => (typeof each === 'string' ? 1 : least(each))))
