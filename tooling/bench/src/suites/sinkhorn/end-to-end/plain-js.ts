import type { Clouds } from './clouds.js';
import type { Solved } from './solved.js';

/**
 * What a careful programmer writes without a library: Sinkhorn's scaling of K = exp(−C/ε), in float64. K is read once an
 * iteration, which also gives the marginal error of the iterate before for nothing.
 */
export function plainSolver({ n, x, y }: Clouds, epsilon: number, threshold: number): () => Solved {
  return () => {
    const kernel = gibbsKernel(x, y, n, epsilon);
    const u = new Float64Array(n);
    const v = new Float64Array(n).fill(1);
    const columnSums = new Float64Array(n);
    for (let iterations = 1; ; iterations++) {
      columnSums.fill(0);
      for (let i = 0; i < n; i++) {
        const row = kernel.subarray(i * n, (i + 1) * n);
        let sum = 0;
        for (let j = 0; j < n; j++) sum += row[j] * v[j];
        const scaling = 1 / n / sum;
        for (let j = 0; j < n; j++) columnSums[j] = columnSums[j] + row[j] * scaling;
        u[i] = scaling;
      }
      let error = 0;
      for (let j = 0; j < n; j++) error += Math.abs(v[j] * columnSums[j] - 1 / n);
      if (error <= threshold) return { f: potential(u, epsilon), g: potential(v, epsilon), iterations };
      for (let j = 0; j < n; j++) v[j] = 1 / n / columnSums[j];
    }
  };
}

function gibbsKernel(x: Float64Array, y: Float64Array, n: number, epsilon: number): Float64Array {
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const x0 = x[2 * i];
    const x1 = x[2 * i + 1];
    for (let j = 0; j < n; j++) {
      const d0 = x0 - y[2 * j];
      const d1 = x1 - y[2 * j + 1];
      kernel[i * n + j] = Math.exp((d0 * d0 + d1 * d1) / -epsilon);
    }
  }
  return kernel;
}

/** u_i = a_i exp(f_i/ε), with a_i = 1/n. */
function potential(scaling: Float64Array, epsilon: number): Float64Array {
  return scaling.map((value) => epsilon * Math.log(value * scaling.length));
}
