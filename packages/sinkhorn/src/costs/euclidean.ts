import type { Cost } from './cost.js';
import { squaredEuclidean } from './squared-euclidean.js';

/** The Euclidean distance, c(x, y) = |x − y|: the cost of the 1-Wasserstein distance. */
export const euclidean: Cost = Object.freeze({
  name: 'Euclidean',
  between: (x, y) => Math.sqrt(squaredEuclidean.between(x, y)),
  fused: { kind: 'distance', factor: 1 },
} satisfies Cost);
