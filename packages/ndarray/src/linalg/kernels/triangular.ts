/** Where a triangular matrix lies in its data: strides make an upper one, or a transposed one, a lower one. */
export interface Triangle {
  readonly data: Float64Array;
  readonly at: number;
  readonly rowStep: number;
  readonly columnStep: number;
  /** Whether the diagonal counts as ones, whatever is stored there. */
  readonly unit: boolean;
}

/**
 * The triangle as a lower one in the order in which its rows can be solved: an upper triangle is a lower one read
 * backwards from its end.
 */
export function triangleOf(
  data: Float64Array,
  at: number,
  n: number,
  upper: boolean,
  transposed: boolean,
  unit: boolean,
): Triangle {
  const [rowStep, columnStep] = transposed ? [1, n] : [n, 1];
  if (upper === transposed) return { data, at, rowStep, columnStep, unit };
  const last = at + n * n - 1;
  return { data, at: last, rowStep: -rowStep, columnStep: -columnStep, unit };
}

/** Whether {@link substitute} must start from the last row of the right-hand sides. */
export function runsBackwards(triangle: Triangle): boolean {
  return triangle.rowStep < 0;
}

/** The first row with a zero on the diagonal, counted in the order of solving, or −1. */
export function zeroOnDiagonal({ data, at, rowStep, columnStep, unit }: Triangle, n: number): number {
  if (unit) return -1;
  for (let i = 0; i < n; i++) if (data[at + i * (rowStep + columnStep)] === 0) return i;
  return -1;
}

/** Solves T X = B for B at `at`, of shape [n, columns], which becomes X. */
export function substitute(
  triangle: Triangle,
  n: number,
  x: Float64Array,
  at: number,
  columns: number,
): void {
  const { data, rowStep, columnStep, unit } = triangle;
  const step = runsBackwards(triangle) ? -columns : columns;
  const first = runsBackwards(triangle) ? at + (n - 1) * columns : at;
  for (let i = 0; i < n; i++) {
    const row = first + i * step;
    let entry = triangle.at + i * rowStep;
    for (let k = 0; k < i; k++, entry += columnStep) {
      const factor = data[entry];
      const from = first + k * step;
      for (let c = 0; c < columns; c++) x[row + c] -= factor * x[from + c];
    }
    if (unit) continue;
    const pivot = data[entry];
    for (let c = 0; c < columns; c++) x[row + c] /= pivot;
  }
}
