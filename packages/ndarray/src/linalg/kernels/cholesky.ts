/**
 * The Cholesky factor of the n × n matrix at `at`, of which the lower triangle is read, into `l` at the same place,
 * whose upper triangle is left alone. Returns −1, or the row whose pivot is not positive: it is then on the diagonal.
 *
 * Not that of ml-matrix, which refuses matrices that rounding has made asymmetric, does not say which pivot fails, and
 * allocates for each matrix.
 */
export type CholeskyKernel = (a: Float64Array, at: number, l: Float64Array, n: number) => number;

/** The kernel for n × n matrices: sizes 2 and 3 are written out, 2–3 times as fast as loops. */
export function choleskyKernel(n: number): CholeskyKernel {
  return n === 2 ? factor2 : n === 3 ? factor3 : factor;
}

function factor2(a: Float64Array, at: number, l: Float64Array): number {
  const d0 = a[at];
  const l0 = Math.sqrt(d0);
  const l10 = a[at + 2] / l0;
  const d1 = a[at + 3] - l10 * l10;
  if (!(d0 > 0)) return failed(l, at, d0, 0);
  if (!(d1 > 0)) return failed(l, at + 3, d1, 1);
  l[at] = l0;
  l[at + 2] = l10;
  l[at + 3] = Math.sqrt(d1);
  return -1;
}

function factor3(a: Float64Array, at: number, l: Float64Array): number {
  const d0 = a[at];
  const l0 = Math.sqrt(d0);
  const l10 = a[at + 3] / l0;
  const l20 = a[at + 6] / l0;
  const d1 = a[at + 4] - l10 * l10;
  const l1 = Math.sqrt(d1);
  const l21 = (a[at + 7] - l20 * l10) / l1;
  const d2 = a[at + 8] - l20 * l20 - l21 * l21;
  if (!(d0 > 0)) return failed(l, at, d0, 0);
  if (!(d1 > 0)) return failed(l, at + 4, d1, 1);
  if (!(d2 > 0)) return failed(l, at + 8, d2, 2);
  l[at] = l0;
  l[at + 3] = l10;
  l[at + 4] = l1;
  l[at + 6] = l20;
  l[at + 7] = l21;
  l[at + 8] = Math.sqrt(d2);
  return -1;
}

function failed(l: Float64Array, at: number, pivot: number, row: number): number {
  l[at] = pivot;
  return row;
}

/** Four rows at a time, so that each row above is read once for the four, and four sums run side by side. */
function factor(a: Float64Array, at: number, l: Float64Array, n: number): number {
  for (let i = 0; i < n; i += 4) {
    const end = Math.min(i + 4, n);
    if (end - i === 4) substitute4(a, at, l, n, i);
    else for (let r = i; r < end; r++) substitute(a, at, l, n, r, i);
    for (let r = i; r < end; r++) {
      for (let j = i; j < r; j++) l[at + r * n + j] = below(a, at, l, n, r, j) / l[at + j * (n + 1)];
      const pivot = below(a, at, l, n, r, r);
      if (!(pivot > 0)) return failed(l, at + r * (n + 1), pivot, r);
      l[at + r * (n + 1)] = Math.sqrt(pivot);
    }
  }
  return -1;
}

/** Row `r` of the factor up to column `end`. */
function substitute(a: Float64Array, at: number, l: Float64Array, n: number, r: number, end: number): void {
  for (let j = 0; j < end; j++) l[at + r * n + j] = below(a, at, l, n, r, j) / l[at + j * (n + 1)];
}

/** a[r, j] − Σ l[r, k] l[j, k] over k < j. */
function below(a: Float64Array, at: number, l: Float64Array, n: number, r: number, j: number): number {
  const [row, column] = [at + r * n, at + j * n];
  let sum = a[row + j];
  for (let k = 0; k < j; k++) sum -= l[row + k] * l[column + k];
  return sum;
}

function substitute4(a: Float64Array, at: number, l: Float64Array, n: number, i: number): void {
  const r0 = at + i * n;
  const [r1, r2, r3] = [r0 + n, r0 + 2 * n, r0 + 3 * n];
  for (let j = 0; j < i; j++) {
    const row = at + j * n;
    let [s0, s1, s2, s3] = [a[r0 + j], a[r1 + j], a[r2 + j], a[r3 + j]];
    for (let k = 0; k < j; k++) {
      const x = l[row + k];
      s0 -= l[r0 + k] * x;
      s1 -= l[r1 + k] * x;
      s2 -= l[r2 + k] * x;
      s3 -= l[r3 + k] * x;
    }
    const pivot = l[row + j];
    l[r0 + j] = s0 / pivot;
    l[r1 + j] = s1 / pivot;
    l[r2 + j] = s2 / pivot;
    l[r3 + j] = s3 / pivot;
  }
}
