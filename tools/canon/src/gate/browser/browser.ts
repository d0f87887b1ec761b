import { statSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The few things the gate asks of a browser; playwright-core's objects have them. */
export interface Browser {
  newPage(): Promise<Page>
  version(): string
  close(): Promise<void>
}

export interface Page {
  on(event: 'crash', listener: () => void): unknown
  on(event: 'pageerror', listener: (error: Error) => void): unknown
  route(url: string, handler: (route: Route) => unknown): Promise<unknown>
  goto(url: string): Promise<unknown>
  close(): Promise<void>
}

interface Route {
  request(): { url(): string }
  continue(): Promise<void>
  abort(): Promise<void>
}

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium: `CANON_CHROMIUM`, the one npm carries, or the system's; undefined where there is none. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const require = createRequire(import.meta.url)
  let chromium: { launch(options: object): Promise<Browser> }
  try {
    chromium = (require('playwright-core') as { chromium: typeof chromium }).chromium
  } catch {
    return undefined
  }
  for (const executable of [process.env.CANON_CHROMIUM, carried, ...INSTALLED]) {
    const path = typeof executable === 'function' ? await executable(require) : executable
    if (path === undefined || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue
    try {
      return await chromium.launch({ executablePath: path, args: FLAGS, headless: true })
    } catch {
      // A browser that does not start here is none; the next may.
    }
  }
  return undefined
}

/** Unpacks the browser that comes as a package; it lacks system libraries on some machines. */
async function carried(require: NodeJS.Require): Promise<string | undefined> {
  try {
    const module = (await import(require.resolve('@sparticuz/chromium'))) as { default: { executablePath(): Promise<string> } }
    return await module.default.executablePath()
  } catch {
    return undefined
  }
}
