/**
 * Cyclic Jacobi rotations on a small symmetric n × n matrix `a`, in place: its diagonal becomes the eigenvalues, in any
 * order, and the columns of `v`, an orthogonal matrix at first, are turned along. Accurate to a few ulp of the largest
 * eigenvalue, however close the eigenvalues are, where closed formulas lose half the digits. Rutishauser, Numer. Math. 9
 * (1966), 1–10; Golub and Van Loan, Matrix Computations, 8.5.
 */
export function jacobi(a: Float64Array, v: Float64Array, n: number): void {
  let turned = true;
  // Convergence is quadratic: 3 to 5 sweeps, so that the bound only guards against an endless loop.
  for (let sweep = 0; turned && sweep < 30; sweep++) {
    turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) if (rotate(a, v, n, p, q)) turned = true;
    }
  }
}

/** One rotation that zeroes a[p, q], of which only upper elements are kept; false where it is negligible. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const off = a[p * n + q];
  const x = a[p * (n + 1)];
  const y = a[q * (n + 1)];
  // An eighth: what it would change in the eigenvalues is its square, in the eigenvectors less than a rounding.
  const size = Math.abs(off) / 8;
  a[p * n + q] = 0;
  if (Math.abs(x) + size === Math.abs(x) && Math.abs(y) + size === Math.abs(y)) return false;
  const cotangent = (y - x) / (2 * off);
  const tangent = 1 / (Math.abs(cotangent) + Math.sqrt(1 + cotangent * cotangent));
  const t = cotangent < 0 ? -tangent : tangent;
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  a[p * (n + 1)] = x - t * off;
  a[q * (n + 1)] = y + t * off;
  for (let k = 0; k < p; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = p + 1; k < q; k++) turn(a, p * n + k, k * n + q, c, s);
  for (let k = q + 1; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(v, k * n + p, k * n + q, c, s);
  return true;
}

function turn(data: Float64Array, i: number, j: number, c: number, s: number): void {
  const f = data[i];
  const g = data[j];
  data[i] = c * f - s * g;
  data[j] = s * f + c * g;
}
