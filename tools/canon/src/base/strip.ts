import { stripTypeScriptTypes } from 'node:module'
import { parseSync } from 'oxc-parser'

/**
 * A package's files as a plain runtime loads them: types stripped, `.ts` specifiers and entries turned into `.js`.
 * Lines and columns stay. @throws SyntaxError for what type stripping does not accept
 */
export function builtFiles(files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const built: Record<string, Uint8Array> = {}
  for (const [path, bytes] of Object.entries(files)) {
    if (path.endsWith('.ts') && !path.endsWith('.d.ts'))
      built[path.replace(/\.ts$/, '.js')] = encode(stripModule(path, decode(bytes)))
    else if (path === 'package.json') built[path] = encode(decode(bytes).replaceAll(/("\.\/src\/[^"]*)\.ts"/g, '$1.js"'))
    else built[path] = bytes
  }
  return built
}

/** One module's source without types, its relative specifiers ending in `.js`. */
export function stripModule(path: string, source: string): string {
  const stripped = stripTypeScriptTypes(source, { mode: 'strip' })
  const { module, errors } = parseSync(path.replace(/\.ts$/, '.js'), stripped)
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`)
  const requests = [
    ...module.staticImports.map((item) => item.moduleRequest),
    ...module.staticExports.flatMap((item) =>
      item.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest] : [])),
    ),
    ...module.dynamicImports.map((item) => item.moduleRequest),
  ]
  const ends = new Set(
    requests.filter(({ start, end }) => /^["']\.[^"']*\.ts["']$/.test(stripped.slice(start, end))).map(({ end }) => end),
  )
  let result = ''
  let from = 0
  for (const end of [...ends].sort((a, b) => a - b)) {
    // The quote stays: `.ts'` is the last four characters.
    result += `${stripped.slice(from, end - 3)}js`
    from = end - 1
  }
  return result + stripped.slice(from)
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const encode = (text: string) => new TextEncoder().encode(text)
