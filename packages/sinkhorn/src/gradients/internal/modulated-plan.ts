import type { Pairwise, Strided } from '@monge/ndarray';
import { withMass } from '../../internal/with-mass.js';
import type { Coupling } from './coupling.js';

/**
 * A matrix M with the plan as a factor, W_ij = P_ij M_ij: M = left · rightᵀ + entries. Where a source (or target) has no mass P stands for K (or L), that
 * is, its weight counts as one; M is zero where neither has.
 */
export interface Modulation {
  readonly rank: number;
  /** [n, rank] */
  readonly left: Float64Array;
  /** [m, rank] */
  readonly right: Float64Array;
  /** [n, m] */
  readonly entries?: Float64Array;
}

/** Rows [first, first + count) of W, [count, m]. */
export interface Block {
  readonly first: number;
  readonly count: number;
  readonly values: Float64Array;
}

/** Rows computed at once: a block stays in the cache. */
const BLOCK_ROWS = 64;

/** The rows of W, or of the plan itself without a modulation, block by block; the plan is not stored. O(n·m·(d + rank)). */
export function* modulatedPlan(
  coupling: Coupling,
  pairwise: Pairwise,
  modulation: Modulation | undefined,
): Generator<Block, void> {
  const { problem, a, b, f, g } = coupling;
  const { epsilon } = problem;
  const [n, m] = problem.geometry.shape;
  const [own, other] = modulation === undefined ? [a, b] : [a.map(weightOrOne), b.map(weightOrOne)];
  const phi = withMass(f, own, epsilon);
  const psi = withMass(g, other, epsilon);
  const weights = new Float64Array(Math.min(n, BLOCK_ROWS) * m);
  const factors = modulation === undefined ? undefined : new Float64Array(weights.length);
  for (let first = 0; first < n; first += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, n - first);
    const values = weights.subarray(0, count * m);
    pairwise.weights(epsilon, phi, psi, first, first + count, values);
    if (modulation !== undefined && factors !== undefined) {
      modulate({ first, count, values }, coupling, modulation, factors.subarray(0, count * m));
    }
    yield { first, count, values };
  }
}

/** Multiplies a block of the plan by M, of which `factors` has room for the rows. */
function modulate(
  { first, count, values }: Block,
  { executor, supportA, supportB }: Coupling,
  { rank, left, right, entries }: Modulation,
  factors: Float64Array,
): void {
  const m = supportB.length;
  executor.gemm(matrix(left.subarray(first * rank), count, rank), transposed(right, m, rank), factors);
  if (entries !== undefined) {
    for (let at = 0; at < factors.length; at++) factors[at] += entries[first * m + at];
  }
  for (let at = 0; at < values.length; at++) values[at] = factors[at] === 0 ? 0 : values[at] * factors[at];
  // Between two that have no mass, the density may have overflowed.
  if (supportA.includes(0) && supportB.includes(0)) clearMassless(values, first, supportA, supportB);
}

function clearMassless(
  values: Float64Array,
  first: number,
  supportA: Float64Array,
  supportB: Float64Array,
): void {
  const m = supportB.length;
  for (let at = 0; at < values.length; at++) {
    if (supportA[first + Math.floor(at / m)] === 0 && supportB[at % m] === 0) values[at] = 0;
  }
}

function weightOrOne(weight: number): number {
  return weight > 0 ? weight : 1;
}

export function matrix(data: Float64Array, rows: number, columns: number): Strided<Float64Array> {
  return { data, shape: [rows, columns], stride: [columns, 1], offset: 0 };
}

/** The transpose of a [rows, columns] matrix. */
export function transposed(data: Float64Array, rows: number, columns: number): Strided<Float64Array> {
  return { data, shape: [columns, rows], stride: [1, columns], offset: 0 };
}
