/** max |x_i − y_i| / max_i |y_i|; NaN when one is. */
export function relativeError(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) return Number.NaN;
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < x.length; i++) {
    const difference = Math.abs(x[i] - y[i]);
    if (!(difference <= largest)) largest = difference;
    scale = Math.max(scale, Math.abs(y[i]));
  }
  return largest / scale;
}
