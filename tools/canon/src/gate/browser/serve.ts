import { readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { type Pipe, pipesOf } from './pipes.ts'

export interface StageServer {
  readonly origin: string
  /** Frames of a page that is opened as `<origin>/#<id>`. */
  pipe(): Pipe
  close(): void
}

/** Serves a stage on loopback as a page that loads the child's host; nothing outside the stage is reachable. */
export async function serveStage(stage: string, modules: readonly string[]): Promise<StageServer> {
  const page = pageFor(stage, modules)
  const server: Server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://stage').pathname))
    const isPage = path === '/'
    const file = join(stage, path)
    if (!isPage && (!file.startsWith(`${stage}/`) || statSync(file, { throwIfNoEntry: false })?.isFile() !== true)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : (TYPES[extname(file)] ?? 'application/octet-stream') })
    response.end(isPage ? page : readFileSync(file))
  })
  const pipes = pipesOf(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pipe: () => pipes.open(),
    close: () => {
      pipes.close()
      server.close()
    },
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
}

function pageFor(stage: string, modules: readonly string[]): string {
  const map = importMap(stage, modules)
  return `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify(map)}</script><script type="module" src="/host/child/page.js"></script>`
}

/** Every export of every module on the stage by its specifier, and each package's own `#` imports, for a browser. */
function importMap(stage: string, modules: readonly string[]): unknown {
  const imports: Record<string, string> = {}
  const scopes: Record<string, Record<string, string>> = {}
  for (const module of modules) {
    const manifest = JSON.parse(readFileSync(join(stage, 'node_modules', module, 'package.json'), 'utf8')) as Manifest
    const base = `/node_modules/${module}/`
    for (const [key, value] of entriesOf(manifest.exports ?? manifest.main ?? './index.js')) {
      const target = targetOf(value)
      if (target !== undefined && !key.includes('*'))
        imports[key === '.' ? module : `${module}/${key.slice(2)}`] = base + target.slice(2)
    }
    for (const [key, value] of Object.entries(manifest.imports ?? {})) {
      const target = targetOf(value)
      if (target !== undefined) scopes[base] = { ...scopes[base], [key]: base + target.slice(2) }
    }
  }
  return { imports, scopes }
}

type Target = string | { readonly [condition: string]: Target }
interface Manifest {
  readonly exports?: Target
  readonly imports?: Readonly<Record<string, Target>>
  readonly main?: string
}

function entriesOf(exports: Target): [string, Target][] {
  if (typeof exports === 'string') return [['.', exports.startsWith('./') ? exports : `./${exports}`]]
  return Object.keys(exports).some((key) => key.startsWith('.')) ? Object.entries(exports) : [['.', exports]]
}

function targetOf(target: Target): string | undefined {
  if (typeof target === 'string') return target
  const next = target.browser ?? target.import ?? target.default
  return next === undefined ? undefined : targetOf(next)
}
