import type { Executor } from '@monge/ndarray';
import { type Cloud, centredCloud, squaresOf } from './cloud.js';
import { matrix, product, transposed } from './matrices.js';
import type { Space } from './space.js';

/**
 * The squared distances among the points of a cloud, C = α 1ᵀ + 1 αᵀ − 2 X Xᵀ with α_i = |x_i|²: products with this matrix of rank d + 2 are
 * O(n·d·k), and nothing of size n² is stored.
 */
export function cloudSpace(given: Cloud, executor: Executor): Space {
  const { count: n, dimension: d, factor } = given;
  const cloud = centredCloud(given, new Float64Array(n).fill(1 / n));
  const squares = squaresOf(cloud);
  const rank = d + 2;
  // C = left · rightᵀ
  const left = new Float64Array(n * rank);
  const right = new Float64Array(n * rank);
  for (let i = 0; i < n; i++) {
    left.set([factor * squares[i], factor], i * rank);
    right.set([1, squares[i]], i * rank);
    for (let k = 0; k < d; k++) {
      left[i * rank + 2 + k] = -2 * factor * cloud.points[i * d + k];
      right[i * rank + 2 + k] = cloud.points[i * d + k];
    }
  }
  return {
    sums: (p) => quarticSums(cloud, squares, p),
    left: (m, k) => {
      const inner = product(executor, transposed(right, n, rank), matrix(m, n, k));
      return product(executor, matrix(left, n, rank), matrix(inner, rank, k));
    },
    leftOfMoves: ({ source, target, mass }, k) => {
      const inner = new Float64Array(rank * k);
      for (let e = 0; e < mass.length; e++) {
        for (let r = 0; r < rank; r++) inner[r * k + target[e]] += mass[e] * right[source[e] * rank + r];
      }
      return product(executor, matrix(left, n, rank), matrix(inner, rank, k));
    },
    right: (m, k) => {
      const inner = product(executor, matrix(m, k, n), matrix(right, n, rank));
      return product(executor, matrix(inner, k, rank), transposed(left, n, rank));
    },
  };
}

/** factor² Σ_k |x_i − x_k|⁴ p_k, by the moments of the cloud: O(n·d²). */
export function quarticSums(
  { points, count, dimension: d, factor }: Cloud,
  squares: Float64Array,
  p: Float64Array,
): Float64Array {
  let [mass, square, quartic] = [0, 0, 0];
  const first = new Float64Array(d);
  const third = new Float64Array(d);
  const second = new Float64Array(d * d);
  for (let i = 0; i < count; i++) {
    mass += p[i];
    square += p[i] * squares[i];
    quartic += p[i] * squares[i] ** 2;
    for (let k = 0; k < d; k++) {
      const value = p[i] * points[i * d + k];
      first[k] += value;
      third[k] += value * squares[i];
      for (let l = 0; l < d; l++) second[k * d + l] += value * points[i * d + l];
    }
  }
  // |x − y|⁴ = (α + β)² − 4 (α + β) x·y + 4 (x·y)²
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const own = squares[i];
    let [byFirst, byThird, bySecond] = [0, 0, 0];
    for (let k = 0; k < d; k++) {
      const value = points[i * d + k];
      byFirst += value * first[k];
      byThird += value * third[k];
      for (let l = 0; l < d; l++) bySecond += value * second[k * d + l] * points[i * d + l];
    }
    out[i] =
      factor ** 2 *
      (own * (own * mass + 2 * square) + quartic - 4 * (own * byFirst + byThird) + 4 * bySecond);
  }
  return out;
}
