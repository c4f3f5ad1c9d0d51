import type { ComputeF, HalfStep } from './half-step.js';

/**
 * What a careful programmer writes without a library: a row of scores, its maximum, the sum of exponentials, with two or
 * three coordinates unrolled. In float64 whatever the dtype of the case: the arithmetic of JavaScript is, and Float32Arrays
 * only add conversions (measured: 5 to 10 % slower). An online sum of exponentials is slower too.
 */
export function plainHalfStep({ n, dimension, epsilon, x, y, g, b }: HalfStep): ComputeF {
  const fillScores = dimension === 2 ? fillScores2 : dimension === 3 ? fillScores3 : fillScoresOfMany;
  const coordinates = Array.from({ length: dimension }, (_, k) => y.filter((_, at) => at % dimension === k));
  const bias = new Float64Array(n);
  const scores = new Float64Array(n);
  const f = new Float64Array(n);
  return () => {
    for (let j = 0; j < n; j++) bias[j] = g[j] / epsilon + Math.log(b[j]);
    for (let i = 0; i < n; i++) {
      const largest = fillScores(scores, bias, 1 / epsilon, x, i, coordinates);
      let sum = 0;
      for (let j = 0; j < n; j++) sum += Math.exp(scores[j] - largest);
      f[i] = -epsilon * (largest + Math.log(sum));
    }
    return f;
  };
}

/** The scores of point `at` of x against all of y, whose coordinates are apart; returns the largest. */
type FillScores = (
  scores: Float64Array,
  bias: Float64Array,
  inverseEpsilon: number,
  x: Float64Array,
  at: number,
  coordinates: readonly Float64Array[],
) => number;

const fillScores2: FillScores = (scores, bias, inverseEpsilon, x, at, coordinates) => {
  const [y0, y1] = coordinates;
  const x0 = x[2 * at];
  const x1 = x[2 * at + 1];
  let largest = -Infinity;
  for (let j = 0; j < scores.length; j++) {
    const d0 = x0 - y0[j];
    const d1 = x1 - y1[j];
    const score = bias[j] - (d0 * d0 + d1 * d1) * inverseEpsilon;
    scores[j] = score;
    if (score > largest) largest = score;
  }
  return largest;
};

const fillScores3: FillScores = (scores, bias, inverseEpsilon, x, at, coordinates) => {
  const [y0, y1, y2] = coordinates;
  const x0 = x[3 * at];
  const x1 = x[3 * at + 1];
  const x2 = x[3 * at + 2];
  let largest = -Infinity;
  for (let j = 0; j < scores.length; j++) {
    const d0 = x0 - y0[j];
    const d1 = x1 - y1[j];
    const d2 = x2 - y2[j];
    const score = bias[j] - (d0 * d0 + d1 * d1 + d2 * d2) * inverseEpsilon;
    scores[j] = score;
    if (score > largest) largest = score;
  }
  return largest;
};

/** Coordinate by coordinate, so that the inner loop runs along the points. */
const fillScoresOfMany: FillScores = (scores, bias, inverseEpsilon, x, at, coordinates) => {
  scores.fill(0);
  for (let k = 0; k < coordinates.length; k++) {
    const coordinate = x[at * coordinates.length + k];
    const yk = coordinates[k];
    for (let j = 0; j < scores.length; j++) {
      const difference = coordinate - yk[j];
      scores[j] = scores[j] + difference * difference;
    }
  }
  let largest = -Infinity;
  for (let j = 0; j < scores.length; j++) {
    const score = bias[j] - scores[j] * inverseEpsilon;
    scores[j] = score;
    if (score > largest) largest = score;
  }
  return largest;
};
