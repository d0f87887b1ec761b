import { resolve } from 'node:path'
import { generateDiagnostic } from '../diagnostics/generate.ts'
import type { Host } from '../host/host.ts'
import type { GeneratorConfig } from '../model/config.ts'
import { type Collected, collectSource } from './collect.ts'

/** Takes `src/` of a recorded folder, for tests and work without a network; never counted as a new rendering. */
export function replay(host: Host, name: string, generator: GeneratorConfig): Collected {
  if (generator.from === undefined)
    return { candidate: undefined, diagnostics: [generateDiagnostic('GENERATOR_MISCONFIGURED', 'The replay names no folder.')] }
  return collectSource(host, name, resolve(host.root, generator.from.replaceAll('{name}', name)))
}
