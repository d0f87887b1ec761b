import { within } from '../check/values.ts'
import { refuse } from '../errors.ts'

export const httpFieldsMax = 256
export const httpHeadMax = 65536
export const httpContentMax = 67108864
export const httpInformationalMax = 16
export const httpPaddedMax = 67174400
export const httpChunkMax = 1048576

const methodForm = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const schemeForm = /^[a-z][a-z0-9+\-.]*$/
const visible = /^[\x21-\x7e]*$/
const nameForm = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/
const valueForm = /^[\t\x20-\x7e\x80-\xff]*$/
const edge = /^[\t ]|[\t ]$/

export function bad(): never {
  refuse('BAD_HTTP', 'the message is not a proper one of Binary HTTP')
}

export function tooLarge(): never {
  refuse('TOO_LARGE', 'a part of the message is over its limit')
}

export function checkMethod(method: string): void {
  // CRY-117
  if (!methodForm.test(method)) bad()
}

export function checkScheme(scheme: string): void {
  // CRY-117
  if (!schemeForm.test(scheme)) bad()
}

export function checkAuthority(authority: string): void {
  // CRY-117
  if (!visible.test(authority)) bad()
}

export function checkPath(path: string, method: string): void {
  // CRY-117
  if (path === '' ? method !== 'CONNECT' : path !== '*' && !(path.startsWith('/') && visible.test(path))) bad()
}

export function checkName(name: string): void {
  // CRY-117
  if (!nameForm.test(name)) bad()
}

export function checkValue(value: string): void {
  // CRY-117
  if (!valueForm.test(value) || edge.test(value)) bad()
}

export function isInformational(status: number): boolean {
  return within(status, 100, 199) && status !== 101
}

export function checkInformational(status: number, before: number): void {
  // CRY-117
  if (!isInformational(status)) bad()
  // CRY-118
  if (before >= httpInformationalMax) tooLarge()
}

export function checkStatus(status: number): void {
  // CRY-117
  if (!within(status, 200, 599)) bad()
}
