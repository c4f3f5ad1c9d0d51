import type { Tensor } from '@monge/autodiff';
import { fromData } from '@monge/ndarray';
import { expectWithin } from './expectations.js';
import type { Array64 } from './plain-arrays.js';

export interface DifferenceOptions {
  /** First step of the differences, by which every element moves up and down. Default 2⁻⁷. The function must be smooth so far around the arguments. */
  readonly step?: number;
  /** Relative to the larger of 1 and the derivative. Default 1e-8. */
  readonly tolerance?: number;
}

/** The derivative of φ at `args` along `tangents` by central differences, extrapolated twice from steps h, h/2 and h/4: the error is O(h⁶). */
export function expectDifferences(
  what: string,
  phi: (...xs: Tensor[]) => number,
  args: readonly Array64[],
  tangents: readonly Array64[],
  actual: number,
  { step = 2 ** -7, tolerance = 1e-8 }: DifferenceOptions,
): void {
  const at = (h: number) =>
    phi(
      ...args.map((arg, k) =>
        fromData(
          arg.data.map((value, i) => value + h * tangents[k].data[i]),
          arg.shape,
        ),
      ),
    );
  const [d1, d2, d4] = [step, step / 2, step / 4].map((h) => (at(h) - at(-h)) / (2 * h));
  const [r1, r2] = [(4 * d2 - d1) / 3, (4 * d4 - d2) / 3];
  const expected = (16 * r2 - r1) / 15;
  expectWithin(
    `${what} by central differences`,
    actual,
    expected,
    tolerance * Math.max(1, Math.abs(expected)),
  );
}
