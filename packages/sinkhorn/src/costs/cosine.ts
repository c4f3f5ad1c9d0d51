import { DomainError } from '@monge/ndarray';
import type { Cost, Point } from './cost.js';

/**
 * The cosine distance, c(x, y) = 1 − x·y / (|x| |y|), in [0, 2]. It is ½|x̂ − ŷ|² of the directions x̂ = x/|x|, which is how
 * the kernels compute it.
 *
 * A point at the origin has no direction: geometries refuse it with a `DomainError`.
 */
export const cosine: Cost = Object.freeze({
  name: 'cosine',
  between: (x, y) => {
    const scale = length(x) * length(y);
    let dot = 0;
    for (let k = 0; k < x.length; k++) dot += x[k] * y[k];
    return 1 - dot / scale;
  },
  fused: {
    kind: 'squaredDistance',
    factor: 0.5,
    embedding: { dimension: (dimension) => dimension, embed: normalise },
  },
  validate: (points, dimension, name, caller) => {
    for (let i = 0; i < points.length; i += dimension) {
      let nonzero = false;
      for (let k = i; k < i + dimension; k++) nonzero ||= points[k] !== 0;
      if (nonzero) continue;
      throw new DomainError(
        `${caller}: expected non-zero points in ${name} (the cosine cost compares directions), got the origin at ` +
          `row ${i / dimension}; drop it or choose another cost`,
      );
    }
  },
} satisfies Cost);

function length(x: Point): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] ** 2;
  return Math.sqrt(sum);
}

function normalise(x: Point, out: Point): void {
  const scale = length(x);
  for (let k = 0; k < x.length; k++) out[k] = x[k] / scale;
}
