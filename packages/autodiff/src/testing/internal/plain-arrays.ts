import { array, type FloatData, fromData, type NdArray, type Operand } from '@monge/ndarray';
import { foldIn, key, rademacher, uniform } from '@monge/random';
import type { Tensor } from '../../core/operand.js';
import { Traced } from '../../core/traced.js';

export type Array64 = NdArray<Float64Array>;

/** Packed copies in float64. */
export function doubles(args: readonly Operand[]): Array64[] {
  return args.map((arg) => array(arg, { dtype: 'float64' }));
}

/** What a function returned for plain arguments, or a transformation that is over. */
export function plainly(x: Tensor | number, from: string): NdArray<FloatData> {
  if (typeof x === 'number') return fromData(Float64Array.of(x), []);
  if (x instanceof Traced) throw new Error(`expected ${from} to return a plain array, got ${x.toString()}`);
  return x;
}

/** Random elements of size ½ to 1, so that none of a derivative is missed. */
export function randomLike(like: NdArray, seed: number): Array64 {
  const { data } = uniform(foldIn(key(17), seed), [...like.shape], { low: 0.5 });
  const signs = rademacher(foldIn(key(19), seed), [...like.shape]).data;
  return fromData(
    data.map((value, i) => value * signs[i]),
    [...like.shape],
  );
}

/** For each array another of random elements. */
export function randomLikeEach(args: readonly NdArray[], seed: number): Array64[] {
  return args.map((arg, k) => randomLike(arg, seed + k));
}

/** Arrays as one vector of float64. */
export function concatenated(parts: readonly Tensor[]): Array64 {
  const data = parts.flatMap((part) => [...array(plainly(part, 'a derivative'), { dtype: 'float64' }).data]);
  return fromData(Float64Array.from(data), [data.length]);
}

/** Σₖ ⟨aₖ, bₖ⟩ of plain arrays. */
export function inner(a: readonly Tensor[], b: readonly Tensor[]): number {
  return products(a, b).reduce((total, term) => total + term, 0);
}

/** The sum of the sizes of the terms of {@link inner}, in proportion to which it is rounded. */
export function innerSize(a: readonly Tensor[], b: readonly Tensor[]): number {
  return products(a, b).reduce((total, term) => total + Math.abs(term), 0);
}

function products(a: readonly Tensor[], b: readonly Tensor[]): Float64Array {
  const [x, y] = [concatenated(a).data, concatenated(b).data];
  if (x.length !== y.length) {
    throw new Error(`expected two lists of as many elements, got ${x.length} and ${y.length}`);
  }
  return x.map((value, i) => value * y[i]);
}
