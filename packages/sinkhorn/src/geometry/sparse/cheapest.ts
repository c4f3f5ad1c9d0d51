/** The cheapest costs of lines, of all that are offered to them. */
export interface Cheapest {
  /** O(log size), and O(1) where it is not among the cheapest so far. */
  offer(line: number, cost: number): void;
  /** The dearest of the cheapest: ∞ while fewer were offered than are kept, −∞ where none are. */
  limit(line: number): number;
}

/** Keeps the `size` cheapest costs of each of `count` lines: a heap each, the dearest on top. */
export function cheapest(count: number, size: number): Cheapest {
  const costs = new Float64Array(count * size).fill(Infinity);
  return {
    offer(line, cost) {
      const top = line * size;
      if (size === 0 || !(cost < costs[top])) return;
      // Down from the top, to where neither child is dearer.
      let at = 0;
      for (let child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && costs[top + child + 1] > costs[top + child]) child++;
        if (!(costs[top + child] > cost)) break;
        costs[top + at] = costs[top + child];
        at = child;
      }
      costs[top + at] = cost;
    },
    limit: (line) => (size === 0 ? -Infinity : costs[line * size]),
  };
}
