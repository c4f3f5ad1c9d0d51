import {
  astype,
  broadcastTo,
  cumsum,
  divide,
  multiply,
  type Operand,
  reshape,
  subtract,
  sum,
  type Tensor,
} from '@monge/autodiff';
import { type ArrayInput, contiguous, DomainError, fromData, ShapeError } from '@monge/ndarray';
import type { Lists } from './lists.js';
import { denseUnder, readTensor } from './read-tensor.js';

/** What the values of each list of a batch are moved to. */
export interface Targets {
  /** Ascending, [m]. */
  readonly positions: Float64Array;
  /** > 0, of the sum 1 for each list, [batch, m, 1]. */
  readonly weights: Tensor;
}

export interface TargetOptions<V extends Operand = Operand> {
  /** How many targets, of the same weight. Default: as many as there are values. */
  readonly size?: number;
  /** Where the targets lie, ascending, [m]. Default: evenly from 0 to 1. */
  readonly targets?: ArrayInput;
  /** Shares of the values' weight that the targets receive, in ascending order of the targets, > 0, of any sum, [m]. Default: the same for all. Results have derivatives with respect to them. */
  readonly targetWeights?: V;
}

/** Those of the options, by default evenly spaced, of the same weight, and as many as `otherwise` says. */
export function targetsOf(
  lists: Lists,
  { size, targets, targetWeights }: TargetOptions,
  otherwise: number,
  caller: string,
): Targets {
  checkExclusive({ size }, { targets, targetWeights }, caller);
  if (size !== undefined && !(Number.isInteger(size) && size > 0)) {
    throw new DomainError(`${caller}: expected size to be a positive integer, got ${size}`);
  }
  const given = targets === undefined ? undefined : readPositions(targets, caller);
  const count = given?.length ?? size ?? (targetWeights === undefined ? otherwise : undefined);
  const weights = sharesOf(targetWeights, lists, count, caller);
  return { positions: given ?? evenPositions(weights.shape[1]), weights };
}

/** m evenly spaced targets, of the same weights for all lists. */
export function evenTargets(
  lists: Lists,
  m: number,
  targetWeights: Operand | undefined,
  caller: string,
): Targets {
  return { positions: evenPositions(m), weights: sharesOf(targetWeights, lists, m, caller) };
}

/** m evenly spaced targets, of weights, of the sum 1, that depend on how many values of a list weigh anything. */
export function targetsByCount(
  { weights: { counts } }: Lists,
  m: number,
  weightsOf: (count: number) => readonly number[],
): Targets {
  const data = new Float64Array(counts.length * m);
  counts.forEach((count, lane) => {
    data.set(weightsOf(count), lane * m);
  });
  return { positions: evenPositions(m), weights: fromData(data, [counts.length, m, 1]) };
}

/** The middles of what the targets receive of the whole weight, in (0, 1), [batch, m, 1]. */
export function middles({ weights }: Targets): Tensor {
  return subtract(cumsum(weights, { axis: 1 }), multiply(0.5, weights));
}

/** @throws {DomainError} when options of both kinds are given. */
export function checkExclusive(one: object, other: object, caller: string): void {
  const given = [one, other].map((options) =>
    Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  );
  if (given.some((names) => names.length === 0)) return;
  const [first, second] = [one, other].map((options) => Object.keys(options).join(' and '));
  throw new DomainError(`${caller}: expected ${first}, or ${second}, got ${given.flat().join(' and ')}`);
}

/** @throws {DomainError} unless k is an integer in [1, c), where c is the least number of values of a list that weigh anything. */
export function checkTop(k: number, { weights }: Lists, caller: string): void {
  const least = weights.counts.reduce((a, b) => Math.min(a, b), Infinity);
  if (Number.isInteger(k) && k >= 1 && k < least) return;
  throw new DomainError(
    `${caller}: expected k to be an integer in [1, ${least}) (of ${least} values), got ${k}`,
  );
}

/** @throws {DomainError} unless the elements are finite and ascend, {ShapeError} unless they are a list of one at least. */
export function checkAscending(
  { data, shape }: { readonly data: ArrayLike<number>; readonly shape: readonly number[] },
  name: string,
  caller: string,
): void {
  if (shape.length !== 1 || data.length === 0) {
    throw new ShapeError(`${caller}: expected ${name} of shape [m], m ≥ 1, got [${shape.join(', ')}]`);
  }
  for (let j = 0; j < data.length; j++) {
    if (Number.isFinite(data[j]) && !(j > 0 && data[j] < data[j - 1])) continue;
    throw new DomainError(
      `${caller}: expected finite ${name} in ascending order, got ${data[j]} at ${j}; sort them`,
    );
  }
}

function evenPositions(m: number): Float64Array {
  return Float64Array.from({ length: m }, (_, j) => (m === 1 ? 0 : j / (m - 1)));
}

function readPositions(targets: ArrayInput, caller: string): Float64Array {
  const given = contiguous(targets, 'float64', { name: 'targets', caller });
  checkAscending(given, 'targets', caller);
  return given.data.slice();
}

/** Weights of the sum 1, the same for all lists, [batch, m, 1]: those given, of any length if m is not, or even ones. */
function sharesOf(
  targetWeights: Operand | undefined,
  { weights: { counts } }: Lists,
  m: number | undefined,
  caller: string,
): Tensor {
  const batch = counts.length;
  if (targetWeights === undefined) {
    const length = m as number;
    return fromData(new Float64Array(batch * length).fill(1 / length), [batch, length, 1]);
  }
  const given = astype(readTensor(targetWeights, 'targetWeights', caller), 'float64');
  const { shape } = given;
  if (shape.length !== 1 || shape[0] !== (m ?? shape[0]) || shape[0] === 0) {
    throw new ShapeError(
      `${caller}: expected targetWeights of shape [${m ?? 'm'}] (one for each target), got [${shape.join(', ')}]`,
    );
  }
  const { data } = denseUnder(given);
  const wrong = data.findIndex((weight) => !(weight > 0 && weight < Infinity));
  if (wrong >= 0) {
    throw new DomainError(
      `${caller}: expected targetWeights in (0, ∞), got ${data[wrong]} at ${wrong}; leave out targets of no weight`,
    );
  }
  const total = sum(given);
  if (denseUnder(total).data[0] === Infinity) {
    throw new DomainError(`${caller}: expected targetWeights with a finite sum, got ∞; scale them down`);
  }
  return broadcastTo(reshape(divide(given, total), [1, shape[0], 1]), [batch, shape[0], 1]);
}
