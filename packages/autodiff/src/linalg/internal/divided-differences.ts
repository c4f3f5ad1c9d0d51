/** Gauss's rule with 6 nodes on [0, 1]. */
const NODES = [
  0.033765242898423975, 0.16939530676686776, 0.38069040695840156, 0.6193095930415985, 0.8306046932331322,
  0.966234757101576,
];
const WEIGHTS = [
  0.08566224618958516, 0.1803807865240693, 0.23395696728634552, 0.23395696728634552, 0.1803807865240693,
  0.08566224618958516,
];

/** The derivative of order k of f, element by element. */
export type DerivativesOf = (order: number) => (x: Float64Array) => Float64Array;

/** f[x_i₀, …, x_iₖ] for ascending indices. */
export type DividedDifference = (indices: readonly number[]) => number;

/**
 * The divided differences of order k of a function at ascending points,
 *
 *     f[x₀, …, xₖ] = (f[x₁, …, xₖ] − f[x₀, …, xₖ₋₁]) / (xₖ − x₀),  f[x, …, x] = f⁽ᵏ⁾(x) / k!.
 *
 * Where points are close, the quotient cancels. By the formula of Hermite and Genocchi they are integrals of f⁽ᵏ⁾ over a simplex, which cancel nowhere, and which
 * Gauss's rule finds if f⁽ᵏ⁾ is close to a polynomial there: it is taken where it lies within the rounding error of the quotient. O(6ᵏ) for each of the
 * O(nᵏ⁺¹ / k!) sets of points.
 */
export function dividedDifferences(
  points: Float64Array,
  order: number,
  derivativesOf: DerivativesOf,
): DividedDifference {
  const n = points.length;
  const keyOf = (indices: readonly number[]): number => indices.reduce((key, index) => key * n + index, 0);
  let before: ReadonlyMap<number, number> = new Map(derivativesOf(0)(points).entries());
  for (let k = 1; k <= order; k++) {
    const sets = ascending(n, k + 1);
    const integrals = simplexIntegrals(points, sets, k, derivativesOf(k));
    const values = new Map<number, number>();
    sets.forEach((indices, i) => {
      const gap = points[indices[k]] - points[indices[0]];
      const [upper, lower] = [indices.slice(1), indices.slice(0, -1)].map(
        (part) => before.get(keyOf(part)) as number,
      );
      const quotient = (upper - lower) / gap;
      const rounding = (32 * Number.EPSILON * (Math.abs(upper) + Math.abs(lower))) / gap;
      const integral = integrals[i];
      values.set(
        keyOf(indices),
        gap === 0 || Math.abs(integral - quotient) <= rounding ? integral : quotient,
      );
    });
    before = values;
  }
  const last = before;
  return (indices) => last.get(keyOf(indices)) as number;
}

/** All ascending lists of so many of the indices below n, with repetition. */
function ascending(n: number, length: number): number[][] {
  let lists: number[][] = [[]];
  for (let k = 0; k < length; k++) {
    lists = lists.flatMap((list) =>
      Array.from({ length: n - (list.at(-1) ?? 0) }, (_, i) => [...list, (list.at(-1) ?? 0) + i]),
    );
  }
  return lists;
}

/** ∫ g(x₀ + t₁ (x₁ − x₀) + … + tₖ (xₖ − xₖ₋₁)) dt over 1 ≥ t₁ ≥ … ≥ tₖ ≥ 0, for each set of points: g is evaluated once, at all nodes. */
function simplexIntegrals(
  points: Float64Array,
  sets: readonly (readonly number[])[],
  k: number,
  g: (x: Float64Array) => Float64Array,
): Float64Array {
  const rule = simplexRule(k);
  const at = new Float64Array(sets.length * rule.length);
  sets.forEach((indices, i) => {
    rule.forEach(({ t }, j) => {
      let x = points[indices[0]];
      for (let l = 0; l < k; l++) x += t[l] * (points[indices[l + 1]] - points[indices[l]]);
      at[i * rule.length + j] = x;
    });
  });
  const values = g(at);
  return Float64Array.from(sets, (_, i) =>
    rule.reduce((total, { weight }, j) => total + weight * values[i * rule.length + j], 0),
  );
}

interface SimplexNode {
  readonly t: readonly number[];
  readonly weight: number;
}

/** Gauss's rule along each of t₁, t₂ / t₁, …, tₖ / tₖ₋₁. */
function simplexRule(k: number): readonly SimplexNode[] {
  let nodes: readonly SimplexNode[] = [{ t: [], weight: 1 }];
  for (let l = 0; l < k; l++) {
    nodes = nodes.flatMap(({ t, weight }) =>
      NODES.map((node, j) => ({
        t: [...t, (t.at(-1) ?? 1) * node],
        weight: weight * (t.at(-1) ?? 1) * WEIGHTS[j],
      })),
    );
  }
  return nodes;
}
