#!/usr/bin/env node
import module from 'node:module'
import path from 'node:path'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `canon needs Node 24 or newer; this is ${process.version}. Run \`npm start\` once: it installs Node 24 beside the tool.\n`,
  )
  process.exitCode = 2
} else {
  // A listener takes the signal away from the inspector, which a package under judgement could otherwise ask to open.
  if (process.platform !== 'win32') process.on('SIGUSR1', () => {})
  // Type stripping announces itself as experimental on every run; other warnings still show.
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => name !== 'ExperimentalWarning' && process.stderr.write(`${name}: ${message}\n`))
  module.enableCompileCache(path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'))
  const { main } = await import('../src/cli.ts')
  process.exitCode = await main(process.argv.slice(2))
}
