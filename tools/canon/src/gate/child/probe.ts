import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'

/** Run where a package would run: tries what must fail, and prints what did not. */
const gaps: string[] = []

function mustFail(what: string, attempt: () => unknown): void {
  try {
    attempt()
    gaps.push(what)
  } catch {
    // Refused, as it should be.
  }
}

mustFail('reads a file outside the stage', () => readFileSync('/etc/hostname'))
mustFail('writes a file', () => writeFileSync('/tmp/canon-probe', ''))
// Signal 0 only asks whether the process may be signalled.
mustFail('signals the gate', () => {
  const parent = Number(process.argv[2])
  return process.kill(parent, 0)
})
if (Object.keys(process.env).filter((name) => name !== 'PWD' && name !== 'NODE_V8_COVERAGE').length > 0)
  gaps.push('sees environment variables')

const port = Number(process.argv[3])
const done = () => process.stdout.write(JSON.stringify({ gaps }))
const socket = connect({ host: '127.0.0.1', port, timeout: 500 })
socket.on('connect', () => {
  gaps.push('opens network connections')
  socket.destroy()
  done()
})
socket.on('error', done)
socket.on('timeout', () => {
  socket.destroy()
  done()
})
