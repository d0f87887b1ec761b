import type { NotReady, Ready } from './hello.ts'

/** What the child says first, checked. @throws Error when it is malformed */
export function readGreeting(body: Uint8Array): Ready | NotReady {
  if (body.length > 1 << 20) throw new Error('sent a greeting that is too long')
  const message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Partial<Ready & NotReady>
  if (typeof message.failed === 'string') return { failed: message.failed.slice(0, 2000) }
  const exports = message.exports
  if (
    !Array.isArray(exports) ||
    !exports.every((item) => typeof item?.name === 'string' && ['function', 'class', 'value'].includes(item?.kind))
  )
    throw new Error('sent a malformed greeting')
  return { exports: exports.map(({ name, kind }) => ({ name, kind })) }
}
