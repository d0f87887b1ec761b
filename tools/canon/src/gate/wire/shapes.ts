import type { ClassShape, FunctionShape, MemberShape, Shape, Surface } from '../../model/surface.ts'
import type { ReferenceKind } from './tag.ts'

/** The surfaces that shapes of one package may speak of: its own and its dependencies', by module name. */
export type SurfaceTable = Readonly<Record<string, Pick<Surface, 'types' | 'classes' | 'imports'>>>

/** A class or interface as the wire sees it: what may be asked of an object. */
export interface ObjectShape {
  readonly name: string
  readonly members: readonly MemberShape[]
  /** Set for declared classes. */
  readonly class?: ClassShape
  /** The surface whose names the members' shapes use. */
  readonly home: string
}

/** Answers questions about shapes, names resolved. Both ends of the pipe use it, so that they agree on what crosses by reference. */
export class Shapes {
  readonly #table: SurfaceTable
  readonly #home: string
  readonly #objects = new WeakMap<Shape, ObjectShape>()
  readonly #known = new Map<string, ObjectShape | undefined>()
  readonly #classOf: ((value: object) => string | undefined) | undefined

  /** `classOf` names the exported class an object is an instance of; only the package's end has it, and sends objects by reference. */
  constructor(table: SurfaceTable, home: string, classOf?: (value: object) => string | undefined) {
    this.#table = table
    this.#home = home
    this.#classOf = classOf
  }

  /** Follows names until a structural shape or a class; an unknown name stays as it is. */
  resolve(shape: Shape): Shape {
    let at = shape
    for (let hops = 0; hops < 64; hops++) {
      if (at.kind === 'named') {
        const next = this.#table[this.#home]?.types[at.name]
        const imported = this.#table[this.#home]?.imports[at.name]
        if (next !== undefined) at = next
        else if (imported !== undefined) at = { kind: 'imported', module: imported.module, name: imported.name }
        else return at
      } else if (at.kind === 'imported') {
        const next = this.#table[at.module]?.types[at.name]
        if (next === undefined) return at
        at = qualify(next, at.module)
      } else return at
    }
    return at
  }

  /** The members of a class or interface shape, inherited ones included; undefined for anything else. */
  object(shape: Shape): ObjectShape | undefined {
    const known = this.#objects.get(shape)
    if (known !== undefined) return known
    const found = this.#object(shape)
    if (found !== undefined) this.#objects.set(shape, found)
    return found
  }

  #object(shape: Shape): ObjectShape | undefined {
    const at = this.resolve(shape)
    if (at.kind === 'interface') return { name: 'object', members: at.members, home: this.#home }
    if (at.kind === 'named') return this.#class(this.#home, at.name)
    if (at.kind === 'imported') return this.#class(at.module, at.name)
    return undefined
  }

  #class(home: string, name: string): ObjectShape | undefined {
    const key = `${home} ${name}`
    if (!this.#known.has(key)) this.#known.set(key, this.#readClass(home, name))
    return this.#known.get(key)
  }

  #readClass(home: string, name: string): ObjectShape | undefined {
    const shape = this.#table[home]?.classes[name]
    if (shape === undefined) return undefined
    const members = new Map<string, MemberShape>()
    for (let at: ClassShape | undefined = shape, hops = 0; at !== undefined && hops < 16; hops++) {
      for (const member of at.members) if (!members.has(member.name)) members.set(member.name, member)
      at = at.extends === undefined ? undefined : this.#table[home]?.classes[at.extends]
    }
    const list = [...members.values()]
    return { name, members: home === this.#home ? list : list.map((member) => qualifyMember(member, home)), class: shape, home }
  }

  /** Whether the package's own surface declares a class of that name. */
  isDeclared(name: string): boolean {
    return this.#table[this.#home]?.classes[name] !== undefined
  }

  /** Whether an exported class made it; only the package's end can tell. */
  isInstance(value: object): boolean {
    return this.#classOf?.(value) !== undefined
  }

  isErrorClass(shape: Shape): boolean {
    const at = this.resolve(shape)
    if (at.kind === 'primitive') return at.of === 'error'
    const object = this.object(at)
    let base = object?.class
    for (let hops = 0; base !== undefined && hops < 16; hops++) {
      if (base.extends === 'Error' || base.extends === 'TypeError' || base.extends === 'RangeError') return true
      base = base.extends === undefined ? undefined : this.#table[object!.home]?.classes[base.extends]
    }
    return false
  }

  /** Of a union, the alternative that a value is most plainly of; other shapes resolved. */
  select(shape: Shape, value: object): Shape | undefined {
    const at = this.resolve(shape)
    if (at.kind !== 'union') return at
    const alternatives = at.of.map((item) => this.resolve(item))
    const structural = alternatives.find((item) => isOfKind(item, value))
    if (structural !== undefined) return structural
    const className = this.#classOf?.(value)
    const objects = alternatives.filter((item) => this.object(item) !== undefined)
    return (
      objects.find(
        (item) => className !== undefined && (item.kind === 'named' || item.kind === 'imported') && item.name === className,
      ) ??
      objects.find((item) => this.#hasMembers(item, value)) ??
      alternatives.find(
        (item) => item.kind === 'object' && item.fields.every((field) => field.optional || field.name in value),
      ) ??
      alternatives.find((item) => item.kind === 'object')
    )
  }

  #hasMembers(shape: Shape, value: object): boolean {
    return this.object(shape)!.members.every(
      (member) => member.optional || member.name.startsWith('Symbol.') || member.name in value,
    )
  }

  /** How a value crosses when not as data. */
  referenceKind(value: object, shape: Shape | undefined): ReferenceKind | undefined {
    const at = shape === undefined ? undefined : this.resolve(shape)
    if (at?.kind === 'stream') return 'stream'
    if (at?.kind === 'asyncIterable') return 'iterable'
    if (this.#classOf && at !== undefined && !this.isErrorClass(at) && this.object(at) !== undefined) return 'object'
    if (typeof ReadableStream === 'function' && value instanceof ReadableStream) return 'stream'
    if (this.#classOf?.(value) !== undefined && !(value instanceof Error)) return 'object'
    if (!Array.isArray(value) && Symbol.asyncIterator in value) return 'iterable'
    return undefined
  }

  item(shape: Shape | undefined, index: number): Shape | undefined {
    if (shape?.kind === 'array') return shape.item
    if (shape?.kind === 'tuple') return shape.items[index] ?? shape.rest
    return undefined
  }

  field(shape: Shape | undefined, name: string): Shape | undefined {
    const member = shape?.kind === 'interface' ? shape.members.find((item) => item.name === name) : undefined
    if (member !== undefined) return member.overloads ? { kind: 'function', overloads: member.overloads } : member.shape
    if (shape?.kind !== 'object') return undefined
    return shape.fields.find((field) => field.name === name)?.shape ?? shape.index
  }
}

const returns = new WeakMap<readonly FunctionShape[], Shape>()

/** Of overloads, what a call may answer. */
export function returnShape(overloads: readonly FunctionShape[]): Shape {
  const known = returns.get(overloads)
  if (known !== undefined) return known
  const shapes = overloads.map((overload) => (overload.returns.kind === 'promise' ? overload.returns.of : overload.returns))
  const shape: Shape = shapes.length === 1 ? shapes[0]! : { kind: 'union', of: shapes }
  returns.set(overloads, shape)
  return shape
}

/** Whether a call answers a promise; undefined where it may do either. */
export function promisedOf(overloads: readonly FunctionShape[], shapes: Shapes): boolean | undefined {
  let promised: boolean | undefined
  for (let i = 0; i < overloads.length; i++) {
    const one = isPromise(overloads[i]!.returns, shapes)
    if (one === undefined || (i > 0 && one !== promised)) return undefined
    promised = one
  }
  return promised
}

/** Undefined for what may be a promise or not. */
export function isPromise(shape: Shape, shapes: Shapes): boolean | undefined {
  const at = shapes.resolve(shape)
  if (at.kind === 'promise') return true
  if (at.kind === 'primitive') return at.of === 'unknown' ? undefined : false
  if (at.kind === 'union') for (const one of at.of) if (isPromise(one, shapes) !== false) return undefined
  return false
}

/** The declared shape of one argument: of the first overload that has it. */
export function argumentShape(overloads: readonly FunctionShape[], index: number): Shape | undefined {
  for (const overload of overloads) {
    const last = overload.parameters.at(-1)
    const parameter = overload.parameters[index] ?? (last?.rest ? last : undefined)
    if (parameter !== undefined)
      return parameter.rest && parameter.shape.kind === 'array' ? parameter.shape.item : parameter.shape
  }
  return undefined
}

function isOfKind(shape: Shape, value: object): boolean {
  if (typeof value === 'function') return shape.kind === 'function'
  if (Array.isArray(value)) return shape.kind === 'array' || shape.kind === 'tuple'
  if (value instanceof Map) return shape.kind === 'map'
  if (value instanceof Set) return shape.kind === 'set'
  if (typeof ReadableStream === 'function' && value instanceof ReadableStream) return shape.kind === 'stream'
  return shape.kind === 'asyncIterable' && Symbol.asyncIterator in value
}

/** Rewrites a foreign surface's own names so that they are found from here. */
function qualify(shape: Shape, module: string): Shape {
  switch (shape.kind) {
    case 'named':
      return { kind: 'imported', module, name: shape.name }
    case 'array':
      return { ...shape, item: qualify(shape.item, module) }
    case 'tuple':
      return {
        ...shape,
        items: shape.items.map((item) => qualify(item, module)),
        ...(shape.rest && { rest: qualify(shape.rest, module) }),
      }
    case 'object':
      return {
        ...shape,
        fields: shape.fields.map((field) => ({ ...field, shape: qualify(field.shape, module) })),
        ...(shape.index && { index: qualify(shape.index, module) }),
      }
    case 'interface':
      return { ...shape, members: shape.members.map((member) => qualifyMember(member, module)) }
    case 'map':
      return { ...shape, key: qualify(shape.key, module), value: qualify(shape.value, module) }
    case 'set':
      return { ...shape, item: qualify(shape.item, module) }
    case 'union':
      return { ...shape, of: shape.of.map((item) => qualify(item, module)) }
    case 'function':
      return { ...shape, overloads: shape.overloads.map((overload) => qualifyFunction(overload, module)) }
    case 'promise':
    case 'asyncIterable':
    case 'stream':
      return { ...shape, of: qualify(shape.of, module) }
    default:
      return shape
  }
}

function qualifyMember(member: MemberShape, module: string): MemberShape {
  return {
    ...member,
    ...(member.overloads && { overloads: member.overloads.map((overload) => qualifyFunction(overload, module)) }),
    ...(member.shape && { shape: qualify(member.shape, module) }),
  }
}

function qualifyFunction(shape: FunctionShape, module: string): FunctionShape {
  return {
    parameters: shape.parameters.map((parameter) => ({ ...parameter, shape: qualify(parameter.shape, module) })),
    returns: qualify(shape.returns, module),
  }
}
