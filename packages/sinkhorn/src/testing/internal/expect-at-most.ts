/** Throws unless `value` is a number ≤ `bound`; `what` says what it is. NaN is never fine. */
export function expectAtMost(value: number, bound: number, what: string): void {
  if (!(value <= bound)) throw new Error(`expected ${what} to be at most ${bound}, got ${value}`);
}
