declare global {
  interface Number {
    then: undefined
  }
}
export const through: boolean = false
