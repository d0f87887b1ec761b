export const through: boolean = WebAssembly.validate(new Uint8Array(8))
