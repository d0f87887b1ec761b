import { stripVTControlCharacters } from 'node:util'
import { Ansis } from 'ansis'

/** The few ways a report marks a word; all of them leave the word as it is when colour is off. */
export interface Style {
  readonly bold: Mark
  readonly dim: Mark
  readonly good: Mark
  readonly bad: Mark
  readonly warn: Mark
  readonly name: Mark
}

type Mark = (text: string) => string

export function styleOf(colour: boolean): Style {
  const ansis = new Ansis(colour ? 1 : 0)
  return { bold: ansis.bold, dim: ansis.dim, good: ansis.green, bad: ansis.red, warn: ansis.yellow, name: ansis.cyan }
}

/** Width in columns once the marks are gone. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length
}
