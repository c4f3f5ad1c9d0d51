import { fromData } from '@monge/ndarray';
import type { Tensor } from '../../core/operand.js';
import type { DifferenceOptions } from '../laws/law.js';
import { expectWithin } from './expectations.js';
import type { Array64 } from './plain-arrays.js';

/** A derivative, and a bound on how far it is from the true one. */
export interface Difference {
  readonly value: number;
  readonly error: number;
}

/** What the rounding of a program may amount to, relatively: a thousand roundings of float64. */
const ROUNDING = 1000 * 2 ** -53;

/** How often the step is halved at the most. */
const HALVINGS = 8;

/**
 * φ′(0) by central differences at steps h, h/2 and h/4, extrapolated twice: the error is O(h⁶). The first extrapolation alone leaves O(h⁴), so
 * that the distance between the two bounds the truncation. Each φ(±h) is taken to be wrong by a thousand roundings; they enter divided by the
 * step. The step is halved until rounding is the larger of the two.
 *
 * Source: Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982).
 */
export function centralDifference(phi: (t: number) => number, step: number): Difference {
  let size = 1;
  const quotient = (h: number): number => {
    const [above, below] = [phi(h), phi(-h)];
    size = Math.max(size, Math.abs(above), Math.abs(below));
    return (above - below) / (2 * h);
  };
  let best: Difference = { value: Number.NaN, error: Infinity };
  let [d1, d2] = [quotient(step), quotient(step / 2)];
  for (let h = step, k = 0; k <= HALVINGS; h /= 2, k++) {
    const d4 = quotient(h / 4);
    const [r1, r2] = [(4 * d2 - d1) / 3, (4 * d4 - d2) / 3];
    const value = (16 * r2 - r1) / 15;
    // Where the term of h⁴ happens to vanish, that of h⁶ is in the second of these.
    const truncation = Math.max(Math.abs(value - r2), Math.abs(value - r1) / 16);
    // The three quotients have the weights 1/45, −20/45 and 64/45.
    const rounding = ROUNDING * (Math.abs(value) + (size / h) * ((1 + 2 * 20 + 4 * 64) / 45));
    if (truncation + rounding < best.error) best = { value, error: truncation + rounding };
    if (truncation <= rounding) break;
    [d1, d2] = [d2, d4];
  }
  return best;
}

/** The derivative of φ at `args` along `tangents` is that of central differences, as far as these can tell. */
export function expectDifferences(
  what: string,
  phi: (...xs: Tensor[]) => number,
  args: readonly Array64[],
  tangents: readonly Array64[],
  actual: number,
  { step = 2 ** -7, tolerance = 1e-8 }: DifferenceOptions,
): void {
  const { value, error } = centralDifference((t) => phi(...moved(args, tangents, t)), step);
  if (!(error <= tolerance * Math.max(1, Math.abs(value)))) {
    throw new Error(
      `${what}: expected a function so smooth that central differences know it within ${tolerance}, got ${value} ± ${error}; ` +
        'give arguments away from kinks and poles, a smaller step or a larger tolerance',
    );
  }
  expectWithin(`${what} by central differences`, actual, value, error);
}

/** x + t·v. */
function moved(args: readonly Array64[], tangents: readonly Array64[], t: number): Array64[] {
  return args.map((arg, k) =>
    fromData(
      arg.data.map((value, i) => value + t * tangents[k].data[i]),
      arg.shape,
    ),
  );
}
