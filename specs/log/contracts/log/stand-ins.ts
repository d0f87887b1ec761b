import { fromBase64, type Key, verifierKeyFor, verifierKeyOf } from '../../oracle/notes.ts'

/** Keys in place of those that the published policies leave open. */
export const standIns: Record<string, Key> = Object.fromEntries(
  ['log_vkey', 'logVkey', 'otherVkey', 'wit4_vkey', 'wit5_vkey', 'wit6_vkey'].map((name, i) => [
    name,
    {
      name: name === 'otherVkey' ? 'other.example.com/log' : name.startsWith('log') ? 'example.com/log' : name,
      seed: new Uint8Array(32).fill(name.startsWith('log') ? 60 : 61 + i),
    },
  ]),
)

/** A published policy with these keys, and with the right key ids. */
export const rewrap = (policy: string, names: Record<string, Key>): string =>
  policy
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
      verifierKeyOf(names[name]!, name.startsWith('wit') ? 'cosignature/v1' : 'ed25519'),
    )
    .replace(/(\S+)\+00000000\+(\S+)/g, (_, name: string, material: string) =>
      verifierKeyFor(name, fromBase64(material)[0]!, fromBase64(material).slice(1)),
    )
