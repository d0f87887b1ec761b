/** Every circle of a graph once, as the files of one strongly connected component in the order they import each other. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const circles: string[][] = []

  const visit = (file: string): void => {
    index.set(file, index.size)
    low.set(file, index.get(file)!)
    stack.push(file)
    onStack.add(file)
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue
      if (!index.has(next)) {
        visit(next)
        low.set(file, Math.min(low.get(file)!, low.get(next)!))
      } else if (onStack.has(next)) low.set(file, Math.min(low.get(file)!, index.get(next)!))
    }
    if (low.get(file) !== index.get(file)) return
    const component = stack.splice(stack.indexOf(file))
    for (const member of component) onStack.delete(member)
    if (component.length > 1 || graph.get(file)?.includes(file)) circles.push(shortest(graph, component.sort()))
  }

  for (const file of graph.keys()) if (!index.has(file)) visit(file)
  return circles
}

/** The shortest way from the first member back to itself. */
function shortest(graph: ReadonlyMap<string, readonly string[]>, component: readonly string[]): string[] {
  const start = component[0]!
  const members = new Set(component)
  const queue: string[][] = [[start]]
  const seen = new Set<string>()
  for (const path of queue) {
    for (const next of graph.get(path.at(-1)!) ?? []) {
      if (next === start) return path
      if (!members.has(next) || seen.has(next)) continue
      seen.add(next)
      queue.push([...path, next])
    }
  }
  return [...component]
}
