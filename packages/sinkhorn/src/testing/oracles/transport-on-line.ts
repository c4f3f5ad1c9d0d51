import type { SparsePlan } from '../../plan/top-k.js';

/** Unregularised transport: what it costs, and who sends how much where. */
export interface ExactTransport extends SparsePlan {
  /** ⟨P, C⟩ */
  readonly cost: number;
}

export interface TransportOnLineOptions {
  /** Source weights, [n], ≥ 0. Default 1/n each. */
  readonly a?: ArrayLike<number>;
  /** Target weights, [m], ≥ 0, of the same total. Default 1/m each. */
  readonly b?: ArrayLike<number>;
  /** h, convex: moving a unit from x to y costs h(x − y). Default the square. */
  readonly cost?: (difference: number) => number;
}

/**
 * Exact optimal transport on the line, for costs h(x − y) with h convex: the mass is moved in order, leftmost to leftmost (the
 * north-west corner of the sorted problem; Santambrogio 2015, Optimal Transport for Applied Mathematicians, Thm 2.9). At most n + m − 1
 * moves, from left to right. O((n + m) log(n + m)).
 *
 * @param x source points, [n], in any order, equal ones too.
 * @param y target points, [m]
 *
 * @example
 * const { cost, source, target, mass } = transportOnLine([2, 0], [1, 5], { a: [0.25, 0.75], cost: Math.abs });
 * cost; // → 2.5
 * source; // → [1, 1, 0]
 * target; // → [0, 1, 1]
 * mass; // → [0.5, 0.25, 0.25]
 */
export function transportOnLine(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: TransportOnLineOptions = {},
): ExactTransport {
  const { cost: h = (difference) => difference * difference } = options;
  const a = options.a ?? new Float64Array(x.length).fill(1 / x.length);
  const b = options.b ?? new Float64Array(y.length).fill(1 / y.length);
  const sources = leftToRight(x);
  const targets = leftToRight(y);
  const moves: { source: number; target: number; mass: number }[] = [];
  let cost = 0;
  let [p, q] = [0, 0];
  let supply = a[sources[0]];
  let demand = b[targets[0]];
  while (p < sources.length && q < targets.length) {
    const [source, target, mass] = [sources[p], targets[q], Math.min(supply, demand)];
    if (mass > 0) {
      moves.push({ source, target, mass });
      cost += mass * h(x[source] - y[target]);
    }
    // One of the two is used up.
    if (supply <= demand) {
      demand -= supply;
      supply = a[sources[++p]];
    } else {
      supply -= demand;
      demand = b[targets[++q]];
    }
  }
  return {
    cost,
    source: Int32Array.from(moves, (move) => move.source),
    target: Int32Array.from(moves, (move) => move.target),
    mass: Float64Array.from(moves, (move) => move.mass),
  };
}

function leftToRight(points: ArrayLike<number>): Int32Array {
  return Int32Array.from(points, (_, i) => i).sort((i, j) => points[i] - points[j]);
}
