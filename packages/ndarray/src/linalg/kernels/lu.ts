/**
 * P A = L U with partial pivoting, by rows, in place: the n × n matrix at the start of `lu` becomes U, and below its
 * diagonal the multipliers of L. Row k was exchanged with row `pivots[k]`. Returns the sign of the permutation. A zero
 * on the diagonal says that the matrix is singular; one that holds NaN becomes NaN.
 */
export function factorLu(lu: Float64Array, n: number, pivots: Int32Array): number {
  // No comparison finds a NaN, which as a pivot that is passed over would leave a zero on the diagonal.
  if (holdsNaN(lu, n * n)) lu.fill(Number.NaN, 0, n * n);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(lu[i * n + k]) > Math.abs(lu[best * n + k])) best = i;
    }
    pivots[k] = best;
    if (best !== k) {
      swapRows(lu, k * n, best * n, n);
      sign = -sign;
    }
    const pivot = lu[k * n + k];
    if (pivot === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      const factor = lu[row + k] / pivot;
      lu[row + k] = factor;
      for (let j = k + 1; j < n; j++) lu[row + j] -= factor * lu[k * n + j];
    }
  }
  return sign;
}

/** The first zero on the diagonal of U, or −1. */
export function singularRow(lu: Float64Array, n: number): number {
  for (let k = 0; k < n; k++) if (lu[k * (n + 1)] === 0) return k;
  return -1;
}

/** Solves A X = B by the factors of {@link factorLu}, for B at `at`, of shape [n, columns], which becomes X. */
export function solveLu(
  lu: Float64Array,
  n: number,
  pivots: Int32Array,
  x: Float64Array,
  at: number,
  columns: number,
): void {
  for (let k = 0; k < n; k++) {
    if (pivots[k] !== k) swapRows(x, at + k * columns, at + pivots[k] * columns, columns);
  }
  for (let i = 1; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, at + i * columns, lu[i * n + k], at + k * columns, columns);
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = at + i * columns;
    for (let k = i + 1; k < n; k++) subtractRow(x, row, lu[i * n + k], at + k * columns, columns);
    const pivot = lu[i * (n + 1)];
    for (let c = 0; c < columns; c++) x[row + c] /= pivot;
  }
}

function holdsNaN(data: Float64Array, length: number): boolean {
  for (let k = 0; k < length; k++) if (Number.isNaN(data[k])) return true;
  return false;
}

function subtractRow(x: Float64Array, to: number, factor: number, from: number, length: number): void {
  for (let c = 0; c < length; c++) x[to + c] -= factor * x[from + c];
}

function swapRows(x: Float64Array, a: number, b: number, length: number): void {
  for (let c = 0; c < length; c++) {
    const kept = x[a + c];
    x[a + c] = x[b + c];
    x[b + c] = kept;
  }
}
