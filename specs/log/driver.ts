import { driver, type Remote, type RemoteObject, scene } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { algorithm, checkpoint, entries, entry, key, keys, note, place, stapled, tile, timestamp } from './arbitraries.ts'
import { leafOf } from './oracle/merkle.ts'
import {
  type Algorithm,
  base64,
  checkpointText,
  cosigned,
  type Key,
  noteBytes,
  signed,
  utf8,
  verifierKeyOf,
} from './oracle/notes.ts'
import { pathText } from './oracle/tiles.ts'

export * from './arbitraries.ts'

const leafAt = (i: number): Uint8Array => leafOf(utf8(String(i)))
const leaves: Uint8Array[] = []

/** Leaf hashes of the entries "0", "1", and so on, in decimal; kept from call to call. */
export function leavesTo(size: number): readonly Uint8Array[] {
  while (leaves.length < size) leaves.push(leafAt(leaves.length))
  return leaves.slice(0, size)
}

/** A tree with these entries, in the provider. */
export async function grow(provider: Remote<typeof Log>, list: readonly Uint8Array[]) {
  const tree = await new provider.MerkleTree()
  for (const item of list) await tree.append(item)
  return tree
}

const observed = async (call: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { value: await call() }
  } catch (error) {
    return { code: (error as { code?: string }).code ?? (error as Error).name }
  }
}

/** Of a small tree, sometimes beyond it, sometimes none. */
const size = fc.oneof(
  { weight: 8, arbitrary: fc.nat(9) },
  { weight: 1, arbitrary: fc.constantFrom(-1, -0, 0.5, Number.NaN, 2 ** 53) },
)

export default driver<typeof Log>({
  commands: [
    {
      name: 'log.tree',
      clauses: ['LOG-007', 'LOG-008', 'LOG-011', 'LOG-012', 'LOG-014', 'LOG-015', 'LOG-018'],
      arbitrary: fc.tuple(entries, fc.nat(45), fc.nat(45)),
      observe: async (provider, [list, a, b]: [Uint8Array[], number, number]) => {
        const tree = await grow(provider, list)
        return [
          await tree.size,
          await observed(() => tree.root(a)),
          await observed(() => tree.inclusionProof(a, b)),
          await observed(() => tree.consistencyProof(a, b)),
        ]
      },
    },
    {
      name: 'log.parseNote',
      clauses: ['LOG-046', 'LOG-047', 'LOG-048', 'LOG-049', 'LOG-051'],
      arbitrary: fc.tuple(note, place, fc.nat(255)),
      observe: async (provider, [value, at, byte]: [Log.Note, number, number]) => {
        const bytes = noteBytes(value.text, value.signatures)
        bytes[at % bytes.length] = byte
        return observed(() => provider.parseNote(bytes))
      },
    },
    {
      name: 'log.parseVerifierKey',
      clauses: ['LOG-039', 'LOG-040', 'LOG-041', 'LOG-042', 'LOG-043'],
      arbitrary: fc.tuple(key, algorithm, place),
      observe: async (provider, [value, kind, at]: [Key, Algorithm, number]) => {
        const whole = verifierKeyOf(value, kind)
        return [
          await observed(() => provider.parseVerifierKey(whole)),
          await observed(() => provider.parseVerifierKey(whole.slice(at % whole.length))),
        ]
      },
    },
    {
      name: 'log.parseCheckpoint',
      clauses: ['LOG-066', 'LOG-067', 'LOG-068', 'LOG-069', 'LOG-070', 'LOG-071', 'LOG-072'],
      arbitrary: fc.tuple(checkpoint, place, fc.constantFrom('\n', '0', ' ', '=', 'a', '')),
      observe: async (provider, [value, at, put]: [Log.Checkpoint, number, string]) => {
        const whole = checkpointText(value.origin, value.size, value.root, value.extensions)
        const i = at % whole.length
        return observed(() => provider.parseCheckpoint(whole.slice(0, i) + put + whole.slice(i + 1)))
      },
    },
    {
      name: 'log.verifyCheckpoint',
      clauses: ['LOG-096', 'LOG-097', 'LOG-100', 'LOG-079'],
      arbitrary: fc.tuple(keys(4), checkpoint, fc.array(fc.nat(3), { maxLength: 5 }), fc.integer({ min: 1, max: 3 }), timestamp),
      observe: async (provider, [all, point, who, threshold, at]: [Key[], Log.Checkpoint, number[], number, number]) => {
        const body = checkpointText(all[0]!.name, point.size, point.root, point.extensions)
        const lines = who.map((i) => (i === 0 ? signed(body, all[0]!) : cosigned(body, all[i]!, at)))
        const policy = `log ${verifierKeyOf(all[0]!, 'ed25519')}
${[1, 2, 3].map((i) => `witness w${i} ${verifierKeyOf(all[i]!, 'cosignature/v1')}`).join('\n')}
group g ${threshold} w1 w2 w3
quorum g
`
        return observed(() => provider.verifyCheckpoint(noteBytes(body, lines), policy))
      },
    },
    {
      name: 'log.parseTilePath',
      clauses: ['LOG-101', 'LOG-103', 'LOG-104'],
      arbitrary: fc.tuple(tile, place, fc.constantFrom('0', 'x', '/', '.', '')),
      observe: async (provider, [value, at, put]: [Log.Tile, number, string]) => {
        const path = pathText(value.level, value.index, value.width)
        const i = at % path.length
        return [
          await observed(() => provider.formatTilePath(value)),
          await observed(() => provider.parseTilePath(path.slice(0, i) + put + path.slice(i + 1))),
        ]
      },
    },
    {
      name: 'log.parseTlogProof',
      clauses: ['LOG-133', 'LOG-132', 'LOG-134'],
      arbitrary: stapled,
      observe: async (provider, value: Log.TlogProof) => [
        await observed(() => provider.formatTlogProof(value)),
        await observed(() =>
          provider.parseTlogProof(
            utf8(`c2sp.org/tlog-proof@v1\nindex ${value.index}\n${value.hashes.map((hash) => `${base64(hash)}\n`).join('')}\na`),
          ),
        ),
      ],
    },
  ],
  scenes: [
    scene<typeof Log, MadeTree>({
      name: 'log.MerkleTree',
      length: 16,
      setup: async (provider) => ({ tree: await new provider.MerkleTree(), buffer: new Uint8Array(8) }),
      steps: [
        {
          name: 'append',
          clauses: ['LOG-006', 'LOG-007'],
          arbitrary: entry,
          act: ({ tree }, value: Uint8Array) => tree.append(value),
        },
        {
          name: 'append from one buffer',
          clauses: ['LOG-006', 'LOG-007'],
          arbitrary: fc.nat(255),
          act: ({ tree, buffer }, byte: number) => {
            buffer.fill(byte)
            const index = tree.append(buffer)
            buffer.fill(0)
            return index
          },
        },
        { name: 'size', clauses: ['LOG-008'], arbitrary: fc.constant(null), act: ({ tree }) => tree.size },
        {
          name: 'root',
          clauses: ['LOG-009', 'LOG-010', 'LOG-011', 'LOG-013'],
          arbitrary: fc.constant(null),
          act: ({ tree }) => tree.root(),
        },
        {
          name: 'root of a size',
          clauses: ['LOG-009', 'LOG-010', 'LOG-011', 'LOG-012', 'LOG-014'],
          arbitrary: size,
          act: ({ tree }, of: number) => tree.root(of),
        },
        {
          name: 'inclusionProof',
          clauses: ['LOG-015', 'LOG-016', 'LOG-017'],
          arbitrary: fc.tuple(size, size),
          act: ({ tree }, [index, of]: [number, number]) => tree.inclusionProof(index, of),
        },
        {
          name: 'consistencyProof',
          clauses: ['LOG-018', 'LOG-019'],
          arbitrary: fc.tuple(size, size),
          act: ({ tree }, [older, newer]: [number, number]) => tree.consistencyProof(older, newer),
        },
        {
          name: 'tile',
          clauses: ['LOG-107', 'LOG-108', 'LOG-109'],
          arbitrary: fc.tuple(
            fc.constantFrom<number | 'entries'>(0, 0, 0, 1, 'entries'),
            fc.nat(1),
            fc.integer({ min: 1, max: 9 }),
          ),
          act: ({ tree }, [level, index, width]: [number | 'entries', number, number]) =>
            tree.tile(pathText(level, index, width)),
        },
      ],
    }),
  ],
})

interface MadeTree {
  readonly tree: RemoteObject<Log.MerkleTree>
  /** Of the caller, who fills it anew for each entry. */
  readonly buffer: Uint8Array
}
