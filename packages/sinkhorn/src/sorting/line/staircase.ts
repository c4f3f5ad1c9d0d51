/** Cumulative weights that differ by less are equal. */
const TIE = 1e-12;

/**
 * The unregularised dual of transport on the line, in logarithms: β_j = log b_j − ∫ Q dy along the targets, where Q is the source point at the same share of the mass, and the
 * middle of two where a step of both falls together. x and y ascend. O(n + m).
 */
export function staircase(x: Float64Array, y: Float64Array, a: Float64Array, b: Float64Array): Float64Array {
  const beta = new Float64Array(y.length);
  let [slopes, i, sent, received] = [0, 0, a[0], 0];
  for (let j = 0; j < y.length; j++) {
    beta[j] = Math.log(b[j]) - slopes;
    if (j + 1 === y.length) break;
    received += b[j];
    while (i + 1 < x.length && sent < received - TIE) sent += a[++i];
    const between = i + 1 < x.length && sent < received + TIE;
    slopes += (between ? (x[i] + x[i + 1]) / 2 : x[i]) * (y[j + 1] - y[j]);
  }
  return beta;
}
