import { bundleCatalogue } from './bundle.ts'
import { checkCatalogue } from './check.ts'
import { cliCatalogue } from './cli.ts'
import { compareCatalogue } from './compare.ts'
import type { CatalogueEntry } from './entry.ts'
import { galleryCatalogue } from './gallery.ts'
import { gateCatalogue } from './gate.ts'
import { generateCatalogue } from './generate.ts'
import { planCatalogue } from './plan.ts'
import { readCatalogue } from './read.ts'
import { recordCatalogue } from './record.ts'
import { strengthCatalogue } from './strength.ts'

/** The catalogues by the room that speaks them. */
export const catalogues: Readonly<Record<string, Readonly<Record<string, CatalogueEntry>>>> = {
  read: readCatalogue,
  check: checkCatalogue,
  bundle: bundleCatalogue,
  gate: gateCatalogue,
  compare: compareCatalogue,
  generate: generateCatalogue,
  record: recordCatalogue,
  strength: strengthCatalogue,
  plan: planCatalogue,
  cli: cliCatalogue,
  gallery: galleryCatalogue,
}

/** Every code with its page. */
export const catalogue: Readonly<Record<string, CatalogueEntry>> = Object.assign({}, ...Object.values(catalogues))
