import type { AsyncPairwise, Axis } from '@monge/ndarray';
import { released } from '../engine/released.js';
import type { Call, gather, Run } from './gather.js';
import type {
  AlternateArgs,
  AverageArgs,
  Calls,
  Pack,
  ProductArgs,
  SoftminArgs,
  TotalsArgs,
} from './pack.js';

/** The kernels of each problem of a pack, which is released with the last of them. */
export function pairwiseOfPack(pack: Pack, join: typeof gather, caller: string): readonly AsyncPairwise[] {
  const held = new Set(pack.places.keys());

  function one<Args, Result>(run: Run<Args, Result>): Call<Args, Result> {
    const call = join(pack.places.length, run);
    return async (k, args) => {
      if (!held.has(k)) throw released(caller);
      return call(k, args);
    };
  }

  const softmin = remembered((axis: Axis) => one((calls: Calls<SoftminArgs>) => pack.softmin(axis, calls)));
  const product = remembered((axis: Axis) => one((calls: Calls<ProductArgs>) => pack.product(axis, calls)));
  const totals = one((calls: Calls<TotalsArgs>) => pack.totals(calls));
  const alternate = remembered((steps: number) =>
    one((calls: Calls<AlternateArgs>) => pack.alternate(steps, calls)),
  );
  const average = remembered((steps: number) =>
    one((calls: Calls<AverageArgs>) => pack.average(steps, calls)),
  );
  return pack.places.map(
    ({ rows, columns }, k): AsyncPairwise => ({
      rows,
      columns,
      softmin: (axis, epsilon, potential) => softmin(axis)(k, { epsilon, potential }),
      product: (axis, epsilon, phi, psi, vector) => product(axis)(k, { epsilon, phi, psi, vector }),
      totals: (epsilon, phi, psi) => totals(k, { epsilon, phi, psi }),
      alternate: (epsilon, start, momenta) => alternate(momenta.length)(k, { ...start, epsilon, momenta }),
      average: (epsilon, start, steps) => average(steps)(k, { ...start, epsilon }),
      release() {
        if (held.delete(k) && held.size === 0) pack.release();
      },
    }),
  );
}

/** Makes each thing once. */
function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
