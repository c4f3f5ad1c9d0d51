import { type Operand, type Result, squeeze, type Tensor, take } from '@monge/autodiff';
import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { columnsOf } from './columns.js';
import { type SortingOptions, sortingSettings } from './sorting-options.js';
import { evenlySpaced } from './targets.js';
import { meansAtTargets } from './transported.js';

export interface SoftQuantileOptions extends SortingOptions {
  /** The share of the values that each quantile is a mean of, in (0, 1). Default 1.5/n, at most 0.02. It is made smaller where quantiles lie close together. */
  readonly weight?: number;
}

/**
 * Quantiles at levels in (0, 1), softly: for each level a target of small weight, with the masses between levels on other targets in between (OTT-JAX, `soft_sort.quantile`), and of each the mean of
 * what it receives. As ε → 0 it is the mean of the values around the quantile that make up the weight, as ε → ∞ the mean of all. Levels in any order; the
 * results come in theirs. O(n log n + n k) for k levels.
 *
 * @returns an array like x with one element for each level along the axis; without the axis for a level that is a number.
 * @throws {DomainError} when a level is outside (0, 1) or two are equal, a value is not finite, or an option is out of its range, {ShapeError} when there are no values.
 *
 * @example
 * ```ts
 * import { softQuantile } from '@monge/sinkhorn/sorting';
 *
 * softQuantile([5, 1, 2, 4, 3], [0.5], { epsilon: 1e-3, weight: 0.1 }); // → [3.00]
 * softQuantile([5, 1, 2, 4, 3], 0.5, { epsilon: 1e-3, weight: 0.1 }); // → 3.00
 * ```
 */
export function softQuantile<A extends Operand>(
  x: A,
  levels: number | ArrayInput,
  options: SoftQuantileOptions = {},
): Result<A> {
  const settings = sortingSettings(options, 'sinkhorn.softQuantile');
  const { caller } = settings;
  const { columns, n, restored } = columnsOf(x, settings.axis, caller);
  const { data, shape } = contiguous(typeof levels === 'number' ? [levels] : levels, 'float64', {
    name: 'levels',
    caller,
  });
  if (shape.length !== 1) {
    throw new ShapeError(`${caller}: expected levels of shape [k], or a number, got [${shape.join(', ')}]`);
  }
  const order = Int32Array.from(data.keys()).sort((j, k) => data[j] - data[k]);
  const ascending = Float64Array.from(order, (at) => data[at]);
  checkLevels(ascending, caller);
  const targets = evenlySpaced(quantileWeights(ascending, weightOf(ascending, n, options, caller)));
  const places = new Int32Array(order.length);
  order.forEach((at, k) => {
    places[at] = 2 * k + 1;
  });
  const means: Tensor = restored(
    take(meansAtTargets(columns, columns, targets, settings), places, { axis: 1 }),
  );
  return (typeof levels === 'number' ? squeeze(means, settings.axis) : means) as Result<A>;
}

function checkLevels(levels: Float64Array, caller: string): void {
  const wrong = levels.find((level, k) => !(level > 0 && level < 1) || level === levels[k - 1]);
  if (wrong !== undefined || levels.length === 0) {
    throw new DomainError(`${caller}: expected different levels in (0, 1), got ${wrong ?? 'none'}`);
  }
}

/** What was asked for, as far as it leaves half of the mass between any two levels. */
function weightOf(levels: Float64Array, n: number, { weight }: SoftQuantileOptions, caller: string): number {
  if (weight !== undefined && !(weight > 0 && weight < 1)) {
    throw new DomainError(`${caller}: expected weight in (0, 1) (share of the values), got ${weight}`);
  }
  const wanted = weight ?? Math.min(0.02, 1.5 / n);
  return Math.min(wanted, 0.5 / levels.length, ...gapsOf(levels).map((gap) => 0.5 * gap));
}

/** The masses between, before, and behind the levels. */
function gapsOf(levels: Float64Array): number[] {
  return Array.from({ length: levels.length + 1 }, (_, k) => (levels[k] ?? 1) - (levels[k - 1] ?? 0));
}

/** The weights of the gaps and of the levels, in turn: each level lies in the middle of its own. */
function quantileWeights(levels: Float64Array, weight: number): Float64Array {
  const gaps = gapsOf(levels);
  return Float64Array.from({ length: 2 * levels.length + 1 }, (_, at) => {
    const k = at >> 1;
    if (at % 2 === 1) return weight;
    return gaps[k] - (k === 0 || k === levels.length ? 0.5 : 1) * weight;
  });
}
