import { DomainError } from '@monge/ndarray';
import type { Cost, Point } from './cost.js';
import { squaredEuclidean } from './squared-euclidean.js';

/**
 * The cosine distance, c(x, y) = 1 − x·y / (|x| |y|), in [0, 2]. It is ½|x̂ − ŷ|² of the directions x̂ = x/|x|, which is how
 * it is computed.
 *
 * A point at the origin has no direction: geometries refuse it with a `DomainError`.
 */
export const cosine: Cost = Object.freeze({
  name: 'cosine',
  between: (x, y) => {
    const [u, v] = [new Float64Array(x.length), new Float64Array(y.length)];
    normalise(x, u);
    normalise(y, v);
    return squaredEuclidean.between(u, v) / 2;
  },
  fused: {
    kind: 'squaredDistance',
    factor: 0.5,
    embedding: { dimension: (dimension) => dimension, embed: normalise, pullback },
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

/** Divides by the largest coordinate first, so that no square overflows or vanishes. */
function normalise(x: Point, out: Point): void {
  const { largest, ratio } = length(x);
  for (let k = 0; k < x.length; k++) out[k] = x[k] / largest / ratio;
}

/** (w − (w·x̂) x̂)/|x| */
function pullback(x: Point, cotangent: Point, out: Point): void {
  const { largest, ratio } = length(x);
  normalise(x, out);
  let along = 0;
  for (let k = 0; k < x.length; k++) along += cotangent[k] * out[k];
  for (let k = 0; k < x.length; k++) out[k] = (cotangent[k] - along * out[k]) / largest / ratio;
}

/** |x| as the magnitude of the largest coordinate, and the ratio to it. */
function length(x: Point): { readonly largest: number; readonly ratio: number } {
  let largest = 0;
  for (const value of x) largest = Math.max(largest, Math.abs(value));
  let square = 0;
  for (const value of x) square += (value / largest) ** 2;
  return { largest, ratio: Math.sqrt(square) };
}
