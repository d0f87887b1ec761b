/** What a contract file imports: laws about a provider that runs out of process; and what measures its budgets. */

export { equal, holds, LawFailure, refuses, refusesType } from './assertions.ts'
export { type Budgets, budgets, type Measurement, seededBytes } from './budgets.ts'
export { type Contract, type ContractContext, contract, type LawOptions, type Laws } from './contract.ts'
export { type Command, type Driver, driver, type Scene, type Step, scene } from './driver.ts'
export { type Facility, isFacility } from './facility.ts'
export { type Outside, outside, type Sample, type Samples, sample } from './outside.ts'
export { ProviderError } from './provider-error.ts'
export type { Remote, RemoteObject, RemoteValue } from './remote.ts'
