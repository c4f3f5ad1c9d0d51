import { type Operand, squeeze, type Tensor, take } from '@monge/autodiff';
import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { listsOf } from './lists.js';
import { type SortingOptions, type SortingResult, sortingSettings } from './sorting-options.js';
import { targetsByCount } from './targets.js';
import { transportOf } from './transport.js';

export interface SoftQuantileOptions<W extends Operand = Operand> extends SortingOptions<W> {
  /**
   * The share of the values' weight that each quantile is a mean of, in (0, 1). Default 1.5/n, where n counts those that weigh anything, at most 0.02. It is made smaller where quantiles lie
   * close together.
   */
  readonly share?: number;
}

/**
 * Quantiles at levels in (0, 1), softly: for each level a target of a small share of the weight, with the masses between levels on other targets in between (OTT-JAX, `soft_sort.quantile`), and of each
 * the mean of what it receives. As ε → 0 it is the mean of the values around the quantile, of the weighted distribution, that make up the share, as ε → ∞ the mean of all. Levels in any order; the
 * results come in theirs. O(n log n + n k) for k levels.
 *
 * @returns an array like x with one element for each level along the axis; without the axis for a level that is a number.
 * @throws {DomainError} when a level is outside (0, 1) or two are equal, a value is not finite, or an option is out of its range, {ShapeError} when there are no values or weights do not fit them.
 *
 * @example
 * ```ts
 * import { softQuantile } from '@monge/sinkhorn/sorting';
 *
 * softQuantile([5, 1, 2, 4, 3], [0.5], { epsilon: 1e-3, share: 0.1 }); // → [3.00]
 * softQuantile([5, 1, 2, 4, 3], 0.5, { epsilon: 1e-3, share: 0.1, weights: [6, 1, 1, 1, 1] }); // → 5.00
 * ```
 */
export function softQuantile<A extends Operand, W extends Operand = never>(
  x: A,
  levels: number | ArrayInput,
  options: SoftQuantileOptions<W> = {},
): SortingResult<A, W> {
  const settings = sortingSettings(options, 'sinkhorn.softQuantile');
  const { caller } = settings;
  const lists = listsOf(x, settings);
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
  const targets = targetsByCount(lists, 2 * ascending.length + 1, (n) =>
    quantileWeights(ascending, shareOf(ascending, n, options, caller)),
  );
  const places = new Int32Array(order.length);
  order.forEach((at, k) => {
    places[at] = 2 * k + 1;
  });
  const sorted = transportOf(lists, targets, settings).toTargets(lists.values);
  const means: Tensor = lists.restored(take(sorted, places, { axis: 1 }));
  return (typeof levels === 'number' ? squeeze(means, settings.axis) : means) as SortingResult<A, W>;
}

function checkLevels(levels: Float64Array, caller: string): void {
  const wrong = levels.find((level, k) => !(level > 0 && level < 1) || level === levels[k - 1]);
  if (wrong !== undefined || levels.length === 0) {
    throw new DomainError(`${caller}: expected different levels in (0, 1), got ${wrong ?? 'none'}`);
  }
}

/** What was asked for, as far as it leaves half of the mass between any two levels. */
function shareOf(levels: Float64Array, n: number, { share }: SoftQuantileOptions, caller: string): number {
  if (share !== undefined && !(share > 0 && share < 1)) {
    throw new DomainError(`${caller}: expected share in (0, 1) (of the values' weight), got ${share}`);
  }
  const wanted = share ?? Math.min(0.02, 1.5 / n);
  return Math.min(wanted, 0.5 / levels.length, ...gapsOf(levels).map((gap) => 0.5 * gap));
}

/** The masses between, before, and behind the levels. */
function gapsOf(levels: Float64Array): number[] {
  return Array.from({ length: levels.length + 1 }, (_, k) => (levels[k] ?? 1) - (levels[k - 1] ?? 0));
}

/** The weights of the gaps and of the levels, in turn: each level lies in the middle of its own. */
function quantileWeights(levels: Float64Array, share: number): number[] {
  const gaps = gapsOf(levels);
  return Array.from({ length: 2 * levels.length + 1 }, (_, at) => {
    const k = at >> 1;
    if (at % 2 === 1) return share;
    return gaps[k] - (k === 0 || k === levels.length ? 0.5 : 1) * share;
  });
}
