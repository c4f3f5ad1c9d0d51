export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Σ x_i y_i over the i with x_i ≠ 0: a potential where there is no mass may be anything, infinite too. */
export function dot(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) total += x[i] * y[i];
  return total;
}

/** The same, and Σ |x_i y_i|, in one pass. */
export function dotAndMagnitude(x: Float64Array, y: Float64Array): { dot: number; magnitude: number } {
  let dot = 0;
  let magnitude = 0;
  for (let i = 0; i < x.length; i++) {
    if (x[i] === 0) continue;
    const product = x[i] * y[i];
    dot += product;
    magnitude += Math.abs(product);
  }
  return { dot, magnitude };
}

/** The least of the values that have weight. */
export function leastOf(weights: Float64Array, values: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < weights.length; i++) if (weights[i] > 0 && values[i] < least) least = values[i];
  return least;
}

/** Σ |x_i − y_i| / Σ y_i */
export function relativeDistance(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += Math.abs(x[i] - y[i]);
  return total / sum(y);
}

/** Multiplies all values by a factor, in place. */
export function scale(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}

/** out = x + y, which it returns. */
export function add(x: Float64Array, y: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = x[i] + y[i];
  return out;
}
