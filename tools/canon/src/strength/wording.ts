import type { Session } from '../gate/remote/session.ts'

/** Errors that a law met, message by name and code. */
export type Heard = ReadonlySet<string>

const END = '\u0000'
const LIMIT = 2000

/** Notes which errors the package answers with, each once. */
export function hear(session: Session): Set<string> {
  const heard = new Set<string>()
  session.onError = ({ name, code, message }) => {
    if (heard.size < LIMIT) heard.add(`${name}${END}${code ?? ''}${END}${message}`)
  }
  return heard
}

/** How the errors met differ from those met before: not, in their messages, or in what they are. */
export function wordingOf(before: Heard | undefined, after: Heard): 'same' | 'message' | 'kind' {
  if (before === undefined || before.size >= LIMIT || after.size >= LIMIT) return 'kind'
  if (sameSet(before, after)) return 'same'
  return sameSet(kinds(before), kinds(after)) ? 'message' : 'kind'
}

const kinds = (heard: Heard) => new Set([...heard].map((item) => item.slice(0, item.lastIndexOf(END))))

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>) => a.size === b.size && [...a].every((item) => b.has(item))
