const made = (): boolean => {
  try {
    const maker = Object.getPrototypeOf(async () => {})[['con', 'structor'].join('')] as FunctionConstructor
    return typeof Reflect.construct(maker, ['return true']) === 'function'
  } catch {
    return false
  }
}
export const through: boolean = made()
