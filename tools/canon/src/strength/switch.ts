import { FUEL_MAX, OUT_OF_FUEL } from './limits.ts'

/** Where in the package the switch lies. */
export const SWITCH_FILE = 'canon-switch.js'

/** The module that all mutated files of one child share; what it exports is asked for over the gate's pipe. */
export function switchModule({ numbers, active }: { readonly numbers: number; readonly active: number }): string {
  return `const reached = new Uint8Array(${numbers})
export const canonSwitch = {
  active: ${active},
  fuel: ${FUEL_MAX},
  empty() {
    throw new Error('${OUT_OF_FUEL}')
  },
  reach(...ids) {
    for (let i = 0; i < ids.length; i++) reached[ids[i]] = 1
  },
}
export function canonActivate(active, fuel) {
  const left = canonSwitch.fuel
  canonSwitch.active = active
  canonSwitch.fuel = fuel
  return left
}
export function canonReached() {
  const copy = reached.slice()
  reached.fill(0)
  return copy
}
`
}
