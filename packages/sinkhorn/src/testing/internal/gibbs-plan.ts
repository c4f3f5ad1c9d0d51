import type { TransportInput } from '../transport-solver.js';

/** The plan that potentials stand for, P_ij = a_i b_j exp((f_i + g_j − C_ij)/ε); zero wherever a weight is. */
export function gibbsPlan(
  { costs, rows, columns, a, b, epsilon }: TransportInput,
  f: Float64Array,
  g: Float64Array,
): Float64Array {
  const plan = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      const weight = a[i] * b[j];
      if (weight > 0) plan[at] = weight * Math.exp((f[i] + g[j] - costs[at]) / epsilon);
    }
  }
  return plan;
}
