import type { MemberShape, Shape } from '../model/surface.ts'

/** A union without unions in it. */
export function unionOf(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === 'union' ? shape.of : [shape]))
  return flat.length === 1 ? flat[0]! : { kind: 'union', of: flat }
}

/** The later one wins where both have a field. */
export function mergeShapes(base: Shape, more: Shape): Shape | undefined {
  if (base.kind === 'object' && more.kind === 'object') {
    const names = new Set(more.fields.map((field) => field.name))
    const index = more.index ?? base.index
    return {
      kind: 'object',
      fields: [...base.fields.filter((field) => !names.has(field.name)), ...more.fields],
      ...(index === undefined ? {} : { index }),
    }
  }
  const [first, second] = [membersOf(base), membersOf(more)]
  if (first === undefined || second === undefined) return undefined
  const names = new Set(second.map((member) => member.name))
  return { kind: 'interface', members: [...first.filter((member) => !names.has(member.name)), ...second] }
}

function membersOf(shape: Shape): readonly MemberShape[] | undefined {
  if (shape.kind === 'interface') return shape.members
  if (shape.kind !== 'object' || shape.index !== undefined) return undefined
  return shape.fields.map(({ name, optional, shape: of }) => ({ name, kind: 'property', optional, shape: of }))
}

/** Overloads of one method become one member. */
export function withMethods(members: readonly MemberShape[]): MemberShape[] {
  const joined = new Map<string, MemberShape>()
  for (const member of members) {
    const before = joined.get(member.name)
    if (before?.overloads === undefined || member.overloads === undefined) joined.set(member.name, member)
    else joined.set(member.name, { ...before, overloads: [...before.overloads, ...member.overloads] })
  }
  return [...joined.values()]
}
