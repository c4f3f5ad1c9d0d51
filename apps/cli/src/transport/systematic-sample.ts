/**
 * Draws points by their weights, w_i with sum 1: those where the sum of the weights passes (k + ½)/count. Point i is drawn count · w_i times, rounded
 * up or down. (Kitagawa 1996, with ½ for the random number.)
 */
export function systematicSample(weights: Float64Array, count: number): readonly number[] {
  const last = weights.findLastIndex((weight) => weight > 0);
  let i = -1;
  let passed = 0;
  return Array.from({ length: count }, (_, k) => {
    while (passed < (k + 0.5) / count && i < last) passed += weights[++i];
    return i;
  });
}
