import fc from 'fast-check';
import type { FloatData, FloatDType } from '../../dtype.js';
import type { PairwiseCosts } from '../../pairwise/pairwise.js';
import { typed } from './float-data.js';

/** A problem in few words, from which {@link problemOf} makes it. */
export interface PairwiseDescription {
  readonly kind: PairwiseCosts['kind'];
  readonly rows: number;
  readonly columns: number;
  readonly dimension: number;
  readonly seed: number;
}

/** Costs between two sets, potentials, and the weights P_ij = exp((φ_i + ψ_j − C_ij)/ε) by their definition, in float64. */
export interface PairwiseProblem {
  readonly costs: PairwiseCosts;
  readonly epsilon: number;
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  /** Vectors to multiply by, of both signs: [rows] and [columns]. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** C, row by row. */
  readonly matrix: Float64Array;
  /** P, row by row. */
  readonly weights: Float64Array;
}

const kinds = ['squaredDistance', 'distance', 'arc', 'stored'] as const;

/**
 * An arbitrary of problems: all kinds of costs, in one to a dozen dimensions; few points, or more than a thousand on one side. It shrinks to
 * few points.
 */
export function pairwiseProblems(): fc.Arbitrary<PairwiseDescription> {
  const few = fc.integer({ min: 1, max: 20 });
  const many = fc.integer({ min: 1001, max: 1040 });
  const sizes = fc.oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: fc.tuple(few, few) },
    { weight: 1, arbitrary: fc.tuple(few, many) },
    { weight: 1, arbitrary: fc.tuple(many, few) },
  );
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      sizes,
      dimension: fc.oneof(
        { withCrossShrink: true },
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 5, max: 12 }),
      ),
      seed: fc.nat(),
    })
    .map(({ kind, sizes: [rows, columns], dimension, seed }) => ({ kind, rows, columns, dimension, seed }));
}

/** The problem, with costs in the element type; every seventh source and every fifth target but the first has no mass. */
export function problemOf(description: PairwiseDescription, dtype: FloatDType): PairwiseProblem {
  const { rows, columns, seed } = description;
  const draw = numbers(seed);
  const costs = costsOf(description, dtype, draw);
  const epsilon = 0.7;
  const potential = (length: number, every: number) =>
    draw(length, 2).map((value, i) => (i > 0 && i % every === 0 ? -Infinity : value));
  const [phi, psi] = [potential(rows, 7), potential(columns, 5)];
  const cost = costOf(costs);
  const matrix = Float64Array.from({ length: rows * columns }, (_, at) =>
    cost(Math.floor(at / columns), at % columns),
  );
  const weights = matrix.map((c, at) =>
    Math.exp((phi[Math.floor(at / columns)] + psi[at % columns] - c) / epsilon),
  );
  return { costs, epsilon, phi, psi, u: draw(rows, 1), v: draw(columns, 1), matrix, weights };
}

type Draw = (length: number, size: number) => Float64Array;

/** Numbers spread over [−size, size], from a generator that is good enough for test data: mulberry32, by T. Ettinger. */
function numbers(seed: number): Draw {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
  return (length, size) => Float64Array.from({ length }, () => size * next());
}

function costsOf(description: PairwiseDescription, dtype: FloatDType, draw: Draw): PairwiseCosts {
  const { kind, rows, columns } = description;
  if (kind === 'stored') return { kind, rows, columns, costs: typed(dtype, draw(rows * columns, 3)) };
  if (kind === 'arc') {
    const points = (count: number) => typed(dtype, directions(draw(3 * count, 1)));
    return { kind, factor: 1.5, dimension: 3, x: points(rows), y: points(columns) };
  }
  const { dimension } = description;
  // Distances of comparable size in any dimension.
  const points = (count: number) => typed(dtype, draw(dimension * count, 2 / Math.sqrt(dimension)));
  return { kind, factor: 0.5, dimension, x: points(rows), y: points(columns) };
}

/** Triples of coordinates as unit vectors. */
function directions(points: Float64Array): Float64Array {
  return points.map((value, at) => {
    const i = at - (at % 3);
    return value / Math.hypot(points[i], points[i + 1], points[i + 2]);
  });
}

/** C_ij, in float64, from its definition. */
function costOf(costs: PairwiseCosts): (i: number, j: number) => number {
  if (costs.kind === 'stored') return (i, j) => costs.costs[i * costs.columns + j];
  const { x, y, dimension, factor, kind } = costs;
  return (i, j) => {
    const a = x.subarray(i * dimension, (i + 1) * dimension);
    const b = y.subarray(j * dimension, (j + 1) * dimension);
    if (kind === 'arc') return factor * angle(a, b);
    const distance = Math.hypot(...a.map((value, k) => value - b[k]));
    return factor * (kind === 'distance' ? distance : distance ** 2);
  };
}

/** The angle between two vectors, by their cross and dot products: accurate everywhere (Vincenty). */
function angle([a, b, c]: FloatData, [d, e, f]: FloatData): number {
  return Math.atan2(Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d), a * d + b * e + c * f);
}
