/** The cheapest places of points, of all that are offered to them. */
export interface Cheapest {
  /** O(log size), and O(1) where it is not among the cheapest so far. Places are offered in ascending order. */
  offer(point: number, place: number, cost: number): void;
  /** Whether it is among the cheapest of what was offered. */
  has(point: number, place: number, cost: number): boolean;
}

/** Keeps `size` places for each of `count` points, the first of those that cost the same: a heap each, the dearest on top. */
export function cheapest(count: number, size: number): Cheapest {
  const costs = new Float64Array(count * size).fill(Infinity);
  const places = new Int32Array(count * size);

  /** Whether the entry at one place of the heaps is dearer than another, or as dear and offered later. */
  const isDearer = (at: number, cost: number, place: number) =>
    costs[at] > cost || (costs[at] === cost && places[at] > place);

  return {
    offer(point, place, cost) {
      const top = point * size;
      if (size === 0 || !(cost < costs[top])) return;
      // Down from the top, to where neither child is dearer.
      let at = 0;
      for (let child = 1; child < size; child = 2 * at + 1) {
        const right = child + 1;
        if (right < size && isDearer(top + right, costs[top + child], places[top + child])) child = right;
        if (!isDearer(top + child, cost, place)) break;
        costs[top + at] = costs[top + child];
        places[top + at] = places[top + child];
        at = child;
      }
      costs[top + at] = cost;
      places[top + at] = place;
    },
    has(point, place, cost) {
      const top = point * size;
      return size > 0 && (cost < costs[top] || (cost === costs[top] && place <= places[top]));
    },
  };
}
