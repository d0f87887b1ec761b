import { equalBytes, fromHex, toHex } from '../bytes.ts'
import { bytes, number, record, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { readRequestHead } from '../http/read-arguments.ts'
import type { HttpRequestHead } from '../http/types.ts'

/** What a sealed request says of itself. */
export interface RequestBinding {
  /** 32 bytes. */
  statement: Uint8Array
  /** 32 bytes. */
  model: Uint8Array
  /** Time of sealing, milliseconds. */
  at: number
}

const names = ['canon-statement', 'canon-model', 'canon-at']

function bad(message: string): never {
  refuse('BAD_BINDING', message)
}

function readArgument(value: unknown): RequestBinding {
  const binding = record(value, 'binding')
  return { statement: bytes(binding['statement'], 'statement'), model: bytes(binding['model'], 'model'), at: number(binding['at'], 'at') }
}

/** The head with the binding's fields at its end. */
export function bindRequest(head: HttpRequestHead, binding: RequestBinding): HttpRequestHead {
  const given = readRequestHead(head)
  const { statement, model, at } = readArgument(binding)
  // CRY-185
  if (statement.length !== 32 || model.length !== 32) bad('a digest of the binding is not 32 bytes long')
  if (!within(at, 0, Number.MAX_SAFE_INTEGER)) bad('the time of the binding is not one')
  if (given.fields.some(({ name }) => names.includes(name))) bad('the head has a field of the binding already')
  // CRY-186
  const values = [toHex(statement), toHex(model), String(at)]
  return { ...given, fields: [...given.fields, ...names.map((name, i) => ({ name, value: values[i] as string }))] }
}

/** The head without the binding's fields, and the binding. */
export function readBinding(head: HttpRequestHead): { head: HttpRequestHead; binding: RequestBinding } {
  const given = readRequestHead(head)
  const once = (name: string): string => {
    const found = given.fields.filter((field) => field.name === name)
    // CRY-187
    if (found.length !== 1) bad('the head has not each field of the binding once')
    return (found[0] as { value: string }).value
  }
  const [statement, model, at] = [digest(once('canon-statement')), digest(once('canon-model')), time(once('canon-at'))]
  // CRY-188
  return { head: { ...given, fields: given.fields.filter(({ name }) => !names.includes(name)) }, binding: { statement, model, at } }
}

function digest(value: string): Uint8Array {
  // CRY-187
  if (!/^[0-9a-f]{64}$/.test(value)) bad('a digest of the binding is not written as it must be')
  return fromHex(value) as Uint8Array
}

function time(value: string): number {
  // CRY-187
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(value) || !Number.isSafeInteger(Number(value))) bad('the time of the binding is not written as it must be')
  return Number(value)
}

/** Compares a binding with what the enclave serves. */
export function checkBinding(binding: RequestBinding, statement: Uint8Array, model: Uint8Array): void {
  const given = readArgument(binding)
  const served = { statement: bytes(statement, 'statement'), model: bytes(model, 'model') }
  // CRY-189
  for (const part of [given.statement, given.model, served.statement, served.model]) if (part.length !== 32) bad('a digest is not 32 bytes long')
  // CRY-190
  if (!equalBytes(given.statement, served.statement)) refuse('WRONG_STATEMENT', 'the request was sealed for another statement')
  // CRY-191
  if (!equalBytes(given.model, served.model)) refuse('WRONG_MODEL', 'the request was sealed for another model')
}
