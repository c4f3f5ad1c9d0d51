import type { Cost } from './cost.js';

/** The squared Euclidean distance, c(x, y) = |x − y|²: the cost of the 2-Wasserstein distance. No factor ½. */
export const squaredEuclidean: Cost = Object.freeze({
  name: 'squared Euclidean',
  between: (x, y) => {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += (x[k] - y[k]) ** 2;
    return sum;
  },
  fused: { kind: 'squaredDistance', factor: 1 },
} satisfies Cost);
