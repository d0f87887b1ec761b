import type { Input, Reading } from './input.ts'
import { readNumber, readSection, readText } from './parts.ts'
import { bad, checkAuthority, checkInformational, checkMethod, checkPath, checkScheme, checkStatus, httpHeadMax, isInformational, tooLarge } from './proper.ts'
import type { HttpInformational, HttpRequestHead, HttpResponseHead } from './types.ts'

export interface Opening<Head> {
  head: Head
  known: boolean
}

/** The framing indicator, and whether it says known framing. */
function* readIndicator(input: Input, known: number): Reading<boolean> {
  const indicator = yield* readNumber(input)
  // CRY-126
  if (indicator !== known && indicator !== known + 2) bad()
  return indicator === known
}

export function* readRequestOpening(input: Input): Reading<Opening<HttpRequestHead>> {
  const known = yield* readIndicator(input, 0)
  let together = 0
  const part = function* (check: (text: string) => void): Reading<string> {
    const length = yield* readNumber(input)
    together += length
    // CRY-118
    if (together > httpHeadMax) tooLarge()
    const text = yield* readText(input, length)
    check(text)
    return text
  }
  const method = yield* part(checkMethod)
  const scheme = yield* part(checkScheme)
  const authority = yield* part(checkAuthority)
  const path = yield* part((text) => checkPath(text, method))
  const fields = yield* readSection(input, known)
  return { head: { method, scheme, authority, path, fields }, known }
}

export function* readResponseOpening(input: Input): Reading<Opening<HttpResponseHead>> {
  const known = yield* readIndicator(input, 1)
  const informational: HttpInformational[] = []
  for (;;) {
    const status = yield* readNumber(input)
    if (!isInformational(status)) {
      checkStatus(status)
      return { head: { informational, status, fields: yield* readSection(input, known) }, known }
    }
    checkInformational(status, informational.length)
    informational.push({ status, fields: yield* readSection(input, known) })
  }
}
