import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Contract, Driver } from '@canon/contract'

/**
 * Loads a contract with every module that it imports by a relative path. `edition` stands for the bytes of all of them: another one
 * loads them all again, where the module cache would give back what it holds; the same one shares them.
 */
export async function loadContract(root: string, path: string, edition: string): Promise<Contract> {
  const contract = await loadDefault<Contract>(root, path, edition)
  if (typeof contract?.build !== 'function') throw new TypeError('has no contract as its default export')
  return contract
}

/** The same for the driver. */
export async function loadDriver(root: string, path: string, edition: string): Promise<Driver<unknown>> {
  const driver = await loadDefault<Driver<unknown>>(root, path, edition)
  if (!Array.isArray(driver?.commands)) throw new TypeError('has no driver as its default export')
  return driver
}

async function loadDefault<T>(root: string, path: string, edition: string): Promise<T | undefined> {
  carryEditions()
  return ((await import(`${pathToFileURL(join(root, path)).href}?${EDITION}${edition}`)) as { default?: T }).default
}

const EDITION = 'edition='

let carried = false

/** A relative import is of the edition of its importer. */
function carryEditions(): void {
  if (carried) return
  carried = true
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context)
      const edition = context.parentURL?.split(`?${EDITION}`, 2)[1]
      if (edition === undefined || !specifier.startsWith('.') || found.url.includes('?')) return found
      return { ...found, url: `${found.url}?${EDITION}${edition}` }
    },
  })
}
