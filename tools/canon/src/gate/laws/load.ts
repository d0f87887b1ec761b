import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Contract } from '@canon/contract'

/**
 * Loads a contract with every module that it imports by a relative path. `edition` stands for the bytes of all of them: another one
 * loads them all again, where the module cache would give back what it holds; the same one shares them.
 */
export async function loadContract(root: string, path: string, edition: string): Promise<Contract> {
  carryEditions()
  const module = (await import(`${pathToFileURL(join(root, path)).href}?${EDITION}${edition}`)) as { default?: Contract }
  if (typeof module.default?.build !== 'function') throw new TypeError('has no contract as its default export')
  return module.default
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
