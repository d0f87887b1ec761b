import { cpSync, writeFileSync } from 'node:fs'
import { readFileSync } from 'node:fs'
const [, , repository, honest] = process.argv
cpSync(`${honest}/src`, 'src', { recursive: true })
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
writeFileSync('package.json', JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, 'left-pad': '1.3.0' } }))
