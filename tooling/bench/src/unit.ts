/** How the seconds of one execution are told. */
export interface Unit {
  readonly label: string;
  of(seconds: number): number;
}

export const milliseconds: Unit = { label: 'ms', of: (seconds) => 1e3 * seconds };

export const microseconds: Unit = { label: 'µs', of: (seconds) => 1e6 * seconds };

/** Microseconds for each of so many parts of the work. */
export function microsecondsEach(parts: number): Unit {
  return { label: 'µs', of: (seconds) => (1e6 * seconds) / parts };
}

/** Million pairs a second, for work on so many pairs. */
export function pairRate(pairs: number): Unit {
  return rate('M pairs/s', pairs / 1e6);
}

/** Work a second, for `amount` of it. */
export function rate(label: string, amount: number): Unit {
  return { label, of: (seconds) => amount / seconds };
}
