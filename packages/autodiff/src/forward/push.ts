import { following } from '../core/evaluation.js';
import { keepSpecimens } from '../core/specimens.js';
import type { Value } from '../core/traced.js';
import { Dual, Forward } from './forward.js';

/** The results of a function of some values, and their tangents; undefined is zero. */
export interface Pushed<R> {
  readonly results: R;
  readonly values: readonly Value[];
  readonly tangents: readonly (Value | undefined)[];
}

/** Runs a function of some values in forward mode, along tangents of theirs. */
export function push<R extends { readonly values: readonly Value[] }>(
  name: string,
  values: readonly Value[],
  tangents: readonly (Value | undefined)[],
  f: (duals: readonly Dual[]) => R,
): Pushed<R> {
  keepSpecimens();
  const forward = new Forward(name);
  const duals = values.map((value, k) => new Dual(forward, value, tangents[k]));
  const results = following(forward, () => f(duals));
  return {
    results,
    values: results.values.map((value) => forward.inner(value)),
    tangents: results.values.map((value) => forward.tangentOf(value)),
  };
}
