/** The largest column sum of |A − shift · I|, for a packed n × n matrix; NaN where it holds NaN. */
export function normOne(a: Float64Array, n: number, shift = 0): number {
  let most = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(i === j ? a[i * n + j] - shift : a[i * n + j]);
    if (Number.isNaN(sum)) return sum;
    most = Math.max(most, sum);
  }
  return most;
}
