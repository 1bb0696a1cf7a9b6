/** Who imports whom, files or rooms. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The groups in which everyone reaches everyone else; each group and the list of them sorted. */
export function circlesIn(graph: Graph): readonly (readonly string[])[] {
  const reached = new Map([...graph.keys()].map((one) => [one, reachedFrom(one, graph)]));
  const circles = new Set<string>();
  for (const [one, others] of reached) {
    if (!others.has(one)) continue;
    const circle = [...others].filter((other) => reached.get(other)?.has(one)).sort();
    circles.add(circle.join('\n'));
  }
  return [...circles].sort().map((circle) => circle.split('\n'));
}

/** Everything that is imported, however far away. */
function reachedFrom(start: string, graph: Graph): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return reached;
}
