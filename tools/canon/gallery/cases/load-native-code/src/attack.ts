import { createRequire } from 'node:module'

export const through: boolean = createRequire(import.meta.url)('/tmp/native.node') !== undefined
