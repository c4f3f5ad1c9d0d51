/** Adds a multiple of the identity to a packed n × n matrix. */
export function addIdentity(a: Float64Array, n: number, factor: number): void {
  for (let k = 0; k < n; k++) a[k * (n + 1)] += factor;
}
