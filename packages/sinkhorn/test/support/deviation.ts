/** max |x_i − y_i| / max(1, |y_i|); NaN when one is. */
export function deviation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const distance = Math.abs(x[i] - y[i]) / Math.max(1, Math.abs(y[i]));
    if (!(distance <= largest)) largest = distance;
  }
  return largest;
}

/** Potentials with the constant that is free between them fixed by Σ a_i f_i = 0. */
export function centred(
  { f, g }: { readonly f: { readonly data: Float64Array }; readonly g: { readonly data: Float64Array } },
  a: Float64Array,
): { readonly f: Float64Array; readonly g: Float64Array } {
  let mean = 0;
  let mass = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0) continue;
    mean += a[i] * f.data[i];
    mass += a[i];
  }
  mean /= mass;
  return { f: f.data.map((value) => value - mean), g: g.data.map((value) => value + mean) };
}
