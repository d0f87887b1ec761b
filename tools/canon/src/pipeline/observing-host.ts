import { digestBytes, digestJson } from '../base/digest.ts'
import { type Host, HostError } from '../host/host.ts'

/** One question to the host (`read`, `list`, `stat` or `real`, a space, the path) and a digest of its answer. */
export type Observation = readonly [question: string, answer: string]

export interface ObservingHost extends Host {
  /** Every question with its answer; undefined when one was answered in two ways or cannot be asked again. */
  observed(): readonly Observation[] | undefined
}

/** The host, remembering what it answered by content: what follows from these answers alone follows again while they are the same. */
export function observingHost(host: Host): ObservingHost {
  const answers = new Map<string, string>()
  let steady = true
  const note = (question: string, answer: string) => {
    if ((answers.get(question) ?? answer) !== answer) steady = false
    answers.set(question, answer)
  }
  const noted = <T>(question: string, ask: () => T, answer: (value: T) => string): T => {
    try {
      const value = ask()
      note(question, answer(value))
      return value
    } catch (error) {
      if (error instanceof HostError && error.code === 'NOT_FOUND') note(question, ABSENT)
      else steady = false
      throw error
    }
  }
  return {
    ...host,
    read: (path, maxBytes) => noted(`read ${path}`, () => host.read(path, maxBytes), digestBytes),
    list: (path) => noted(`list ${path}`, () => host.list(path), digestJson),
    stat: (path) => noted(`stat ${path}`, () => host.stat(path), statAnswer),
    realPath: (path) => noted(`real ${path}`, () => host.realPath(path), String),
    observed: () => (steady ? [...answers] : undefined),
  }
}

/** Whether the host still answers all of these as it did; files are read and hashed, times are not believed. */
export function stillAnswers(host: Host, observations: readonly Observation[]): boolean {
  return observations.every(([question, answer]) => answerNow(host, question) === answer)
}

const ABSENT = 'absent'

function answerNow(host: Host, question: string): string | undefined {
  const kind = question.slice(0, 4)
  const path = question.slice(5)
  try {
    if (kind === 'read') return digestBytes(host.read(path))
    if (kind === 'list') return digestJson(host.list(path))
    if (kind === 'stat') return statAnswer(host.stat(path))
    return kind === 'real' ? host.realPath(path) : undefined
  } catch (error) {
    return error instanceof HostError && error.code === 'NOT_FOUND' ? ABSENT : undefined
  }
}

/** Times and numbers of files tell nothing about what is in them; a second link to a file matters. */
const statAnswer = (stat: ReturnType<Host['stat']>): string =>
  stat === undefined ? ABSENT : stat.kind === 'file' ? `file ${stat.sizeBytes} ${stat.links}` : stat.kind
