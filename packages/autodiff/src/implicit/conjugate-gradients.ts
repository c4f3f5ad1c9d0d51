import type { Limits, LinearSolution, Product } from './gmres.js';

/**
 * The method of conjugate gradients for A x = b with a symmetric positive semi-definite A, and b in its range.
 *
 * Source: Hestenes and Stiefel, Methods of conjugate gradients for solving linear systems (1952).
 */
export function conjugateGradients(
  product: Product,
  b: Float64Array,
  { tolerance, maxProducts }: Limits,
): LinearSolution {
  const x = new Float64Array(b.length);
  const r = b.slice();
  const p = b.slice();
  const scale = Math.sqrt(dot(b, b));
  if (scale === 0) return { x, residual: 0 };
  let rr = scale * scale;
  for (let k = 0; k < maxProducts && Math.sqrt(rr) > tolerance * scale; k++) {
    const ap = product(p);
    const step = rr / dot(p, ap);
    // A direction that A annihilates: as good as it gets.
    if (!(step > 0 && step < Infinity)) break;
    for (let i = 0; i < x.length; i++) {
      x[i] += step * p[i];
      r[i] -= step * ap[i];
    }
    const before = rr;
    rr = dot(r, r);
    for (let i = 0; i < p.length; i++) p[i] = r[i] + (rr / before) * p[i];
  }
  return { x, residual: Math.sqrt(rr) / scale };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
