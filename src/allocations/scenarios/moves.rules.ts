/** How much of what is over could be paid from somewhere else: the largest flow from sources, through measures, to room. Pure. */

export interface MoveProblem {
  /** What is over at each source, in öre. */
  needs: readonly bigint[];
  /** Room at each source it could move to. */
  rooms: readonly bigint[];
  /** What each measure has at each source that is over. */
  at: readonly (readonly bigint[])[];
  /** Where each measure may move what it has there: indices into `rooms`. */
  mayMove: readonly (readonly (readonly number[])[])[];
}

interface Edge {
  to: number;
  left: bigint;
  /** The same edge backwards. */
  back: Edge | undefined;
}

/** The most that the chosen measures can move in all, no source giving more than it has over. */
export function largestMove({ needs, rooms, at, mayMove }: MoveProblem, chosen: readonly number[]): bigint {
  const legs = [...legsOf({ needs, rooms, at, mayMove }, chosen).values()];
  const [start, end] = [0, 1];
  const sourceNode = (index: number): number => 2 + index;
  const roomNode = (index: number): number => 2 + needs.length + index;
  const legNode = (index: number): number => 2 + needs.length + rooms.length + index;
  const graph: Edge[][] = Array.from({ length: legNode(legs.length) }, () => []);
  const connect = (from: number, to: number, left: bigint): void => {
    const edge: Edge = { to, left, back: undefined };
    const back: Edge = { to: from, left: 0n, back: edge };
    edge.back = back;
    graph[from]!.push(edge);
    graph[to]!.push(back);
  };
  needs.forEach((need, index) => connect(start, sourceNode(index), need));
  rooms.forEach((room, index) => connect(roomNode(index), end, room));
  legs.forEach(({ source, amount, targets }, index) => {
    connect(sourceNode(source), legNode(index), amount);
    for (const target of targets) connect(legNode(index), roomNode(target), amount);
  });
  let moved = 0n;
  for (let path = shortest(graph, start, end); path !== undefined; path = shortest(graph, start, end)) {
    const step = path.reduce((least, { left }) => (left < least ? left : least), path[0]!.left);
    for (const edge of path) {
      edge.left -= step;
      edge.back!.left += step;
    }
    moved += step;
  }
  return moved;
}

/** What may go from the same source to the same places flows as one: a thousand measures are then a few legs. */
function legsOf({ needs, at, mayMove }: MoveProblem, chosen: readonly number[]) {
  const legs = new Map<string, { source: number; amount: bigint; targets: readonly number[] }>();
  for (const measure of chosen)
    needs.forEach((_, source) => {
      const [amount, targets] = [at[measure]![source]!, mayMove[measure]![source]!];
      if (amount === 0n || targets.length === 0) return;
      const key = `${source} ${targets.join(',')}`;
      const leg = legs.get(key);
      if (leg === undefined) legs.set(key, { source, amount, targets });
      else leg.amount += amount;
    });
  return legs;
}

/** Breadth first: the number of rounds is bounded by the graph, not by the öre. */
function shortest(graph: readonly (readonly Edge[])[], start: number, end: number): Edge[] | undefined {
  const cameBy = new Map<number, Edge>();
  const queue = [start];
  for (const node of queue) {
    if (node === end) break;
    for (const edge of graph[node]!) {
      if (edge.left === 0n || edge.to === start || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  if (!cameBy.has(end)) return undefined;
  const path: Edge[] = [];
  for (let node = end; node !== start; node = path.at(-1)!.back!.to) path.push(cameBy.get(node)!);
  return path;
}
