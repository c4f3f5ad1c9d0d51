/** How a linear system was solved. */
export interface LinearSolution {
  readonly x: Float64Array;
  /** |A x − b| / |b|. */
  readonly residual: number;
}

/** A matrix that is known by its products. */
export type Product = (vector: Float64Array) => Float64Array;

/** When to stop: at |A x − b| ≤ tolerance·|b|, or after so many products. */
export interface Limits {
  readonly tolerance: number;
  readonly maxProducts: number;
}

/** The longest basis that is kept; then the method starts anew from where it is. */
const RESTART = 64;

/**
 * The generalised minimal residual method for A x = b, with modified Gram–Schmidt, Givens rotations and restarts.
 *
 * Source: Saad and Schultz, GMRES: a generalized minimal residual algorithm for solving nonsymmetric linear systems (1986).
 */
export function gmres(product: Product, b: Float64Array, { tolerance, maxProducts }: Limits): LinearSolution {
  const x = new Float64Array(b.length);
  const scale = norm(b);
  if (scale === 0) return { x, residual: 0 };
  let products = 0;
  let residual = b;
  let error = scale;
  while (error > tolerance * scale && products < maxProducts) {
    const cycle = arnoldi(product, residual, error, {
      tolerance: tolerance * scale,
      maxProducts: Math.min(RESTART, b.length, maxProducts - products),
    });
    for (let i = 0; i < x.length; i++) x[i] += cycle.step[i];
    // Not the error that the cycle estimates, which says nothing where the matrix is singular up to rounding.
    residual = difference(b, product(x));
    products += cycle.products + 1;
    const before = error;
    error = norm(residual);
    if (!(error < before)) break;
  }
  return { x, residual: error / scale };
}

interface Cycle {
  readonly step: Float64Array;
  readonly products: number;
}

/** One cycle from a residual of norm `beta`, up to an absolute error. */
function arnoldi(product: Product, residual: Float64Array, beta: number, limits: Limits): Cycle {
  const basis = [residual.map((value) => value / beta)];
  const columns: number[][] = [];
  const rotations: [cosine: number, sine: number][] = [];
  const right = [beta];
  let k = 0;
  while (k < limits.maxProducts && Math.abs(right[k]) > limits.tolerance) {
    const next = product(basis[k]).slice();
    const size = norm(next);
    const column = basis.map((vector) => {
      const along = dot(vector, next);
      for (let i = 0; i < next.length; i++) next[i] -= along * vector[i];
      return along;
    });
    let rest = norm(next);
    // What is left of a vector in the span of the basis is rounding.
    if (rest <= 1e-14 * size) rest = 0;
    rotations.forEach(([c, s], i) => {
      [column[i], column[i + 1]] = [c * column[i] + s * column[i + 1], c * column[i + 1] - s * column[i]];
    });
    const radius = Math.hypot(column[k], rest);
    // The matrix maps the direction to what the others reach.
    if (radius <= 1e-14 * size) break;
    rotations.push([column[k] / radius, rest / radius]);
    column[k] = radius;
    columns.push(column);
    right.push((-rest / radius) * right[k]);
    right[k] *= rotations[k][0];
    k++;
    if (rest === 0) break;
    basis.push(next.map((value) => value / rest));
  }
  return { step: combination(basis, columns, right), products: k };
}

/** Σ yᵢ basisᵢ for the solution y of the triangular system of the columns. */
function combination(
  basis: readonly Float64Array[],
  columns: readonly number[][],
  right: readonly number[],
): Float64Array {
  const y = right.slice(0, columns.length);
  for (let i = y.length - 1; i >= 0; i--) {
    y[i] /= columns[i][i];
    for (let j = 0; j < i; j++) y[j] -= columns[i][j] * y[i];
  }
  const sum = new Float64Array(basis[0].length);
  y.forEach((weight, k) => {
    const vector = basis[k];
    for (let i = 0; i < sum.length; i++) sum[i] += weight * vector[i];
  });
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]);
}
