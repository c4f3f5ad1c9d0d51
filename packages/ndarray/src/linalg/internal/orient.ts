/**
 * Whether a vector is to change its sign: its largest component shall be positive; of several equally large ones (to
 * 1e-6, so that rounding does not choose between them) the first.
 */
export function pointsBackwards(data: Float64Array, at: number, step: number, length: number): boolean {
  let most = 0;
  let largest = 0;
  for (let k = 0; k < length; k++) {
    const component = data[at + k * step];
    if (Math.abs(component) > most * (1 + 1e-6)) {
      most = Math.abs(component);
      largest = component;
    }
  }
  return largest < 0;
}

/** Changes the sign of a vector. */
export function reverse(data: Float64Array, at: number, step: number, length: number): void {
  for (let k = 0; k < length; k++) data[at + k * step] = -data[at + k * step];
}
