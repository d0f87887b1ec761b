import contract from '../../../specs/bait/contracts/bait.contract.ts'

export const through: boolean = contract !== undefined
