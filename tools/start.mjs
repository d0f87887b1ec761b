// Runs one task of the repository on a machine that may hold nothing but Node 20 and npm: installs what is locked,
// Node 24 included, then hands over. Plain JavaScript without dependencies, because it runs before there are any.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const tasks = ['tour', 'test', 'gate', 'nightly', 'bench']

async function main([task, ...args]) {
  if (!tasks.includes(task)) return fail(2, `usage: node tools/start.mjs ${tasks.join('|')} [arguments]`)
  if (!isInstalled()) {
    say('installing what pnpm-lock.yaml names')
    const status = await run(pnpm(), ['install', '--frozen-lockfile', '--reporter=append-only'], { ...process.env, CI: 'true' })
    if (status !== 0)
      return fail(
        status,
        `the install ended with ${status}. Where the registry cannot be reached, set npm_config_registry or HTTPS_PROXY and run this again; where pnpm-lock.yaml is out of date, run \`npx --yes -p ${packageManager()} pnpm install\`.`,
      )
  }
  const node = node24()
  if (node === undefined)
    return fail(
      1,
      `no Node 24 for ${process.platform}-${process.arch}: the package ${nodePackage()} was not installed and this is Node ${process.versions.node}. Install Node 24 by hand and run this again with it.`,
    )
  const file = path.join(root, 'tools', 'tasks', `${task}.ts`)
  return run([node], [file, ...args], { ...process.env, PATH: withTools(node) })
}

/** pnpm leaves a copy of the lock file behind once an install is complete. */
function isInstalled() {
  const installed = read('node_modules', '.pnpm', 'lock.yaml')
  return (
    installed !== undefined &&
    installed === read('pnpm-lock.yaml') &&
    existsSync(path.join(root, 'tools', 'canon', 'node_modules'))
  )
}

function packageManager() {
  return JSON.parse(read('package.json')).packageManager
}

/** The argument vector that starts the pinned pnpm: the machine's own where it is that version, else through npx. */
function pnpm() {
  const [, version] = packageManager().split('@')
  if (process.platform !== 'win32') {
    const found = spawnSync('pnpm', ['--version'], { cwd: os.tmpdir(), encoding: 'utf8', timeout: 20_000 })
    if (found.status === 0 && found.stdout.trim() === version) return ['pnpm']
  }
  return [...npx(), '--yes', '-p', packageManager(), 'pnpm']
}

/** Through npm's own script where there is one: Windows has no npx that can be started without a shell. */
function npx() {
  const npm = process.env.npm_execpath ?? ''
  const beside = [path.dirname(npm), path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin')]
  const script = beside.map((folder) => path.join(folder, 'npx-cli.js')).find((file) => path.isAbsolute(file) && existsSync(file))
  return script === undefined ? ['npx'] : [process.execPath, script]
}

function node24() {
  const name = process.platform === 'win32' ? ['bin', 'node.exe'] : ['bin', 'node']
  const installed = path.join(root, 'node_modules', nodePackage(), ...name)
  if (existsSync(installed)) return installed
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  return `node-${platform}-${process.arch}`
}

function withTools(node) {
  return [path.join(root, 'node_modules', '.bin'), path.dirname(node), process.env.PATH].join(path.delimiter)
}

/** Resolves to the exit status; a signal becomes 128 and its number, as a shell has it. */
function run([file, ...first], args, env) {
  return new Promise((resolve) => {
    const child = spawn(file, [...first, ...args], { cwd: root, env, stdio: 'inherit' })
    // The terminal signals the whole group; this process only waits for the child to end.
    const wait = () => {}
    const forward = (signal) => child.kill(signal)
    process.on('SIGINT', wait)
    process.on('SIGTERM', forward)
    child.on('error', (error) => resolve(fail(1, `${file} could not be started: ${error.message}`)))
    child.on('exit', (status, signal) => {
      process.off('SIGINT', wait)
      process.off('SIGTERM', forward)
      resolve(status ?? 128 + os.constants.signals[signal])
    })
  })
}

function read(...parts) {
  const file = path.join(root, ...parts)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(status, line) {
  say(line)
  return status
}

process.exitCode = await main(process.argv.slice(2))
