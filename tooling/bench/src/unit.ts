/** How the seconds of one execution are told. */
export interface Unit {
  readonly label: string;
  of(seconds: number): number;
}

export const milliseconds: Unit = { label: 'ms', of: (seconds) => 1e3 * seconds };

/** Million pairs a second, for work on so many pairs. */
export function pairRate(pairs: number): Unit {
  return { label: 'M pairs/s', of: (seconds) => pairs / seconds / 1e6 };
}
