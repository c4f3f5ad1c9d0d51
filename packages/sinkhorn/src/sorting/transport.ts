import { divide, multiply, type Tensor } from '@monge/autodiff';
import { operate, type Value } from '@monge/autodiff/primitive';
import { fromData } from '@monge/ndarray';
import type { Lists } from './lists.js';
import { gathered, type Shares, scalings, sent } from './plan-operations.js';
import { plansOf } from './plans.js';
import { denseUnder } from './read-tensor.js';
import type { SortingSettings } from './sorting-options.js';
import { squashed } from './squashed.js';
import type { Targets } from './targets.js';

/** The plans P that move weighted lists to targets. */
export interface Transport {
  /** What values carry to the targets: the mean of `carried`, [batch, n, k], over what each target receives, (1/b) Pᵀ carried, [batch, m, k]. */
  readonly toTargets: (carried: Tensor) => Tensor;
  /** What targets give to values: the mean of `given`, [batch, m, k], over where each value goes, (1/a) P given, [batch, n, k]. */
  readonly toValues: (given: Tensor) => Tensor;
}

export function transportOf(lists: Lists, targets: Targets, settings: SortingSettings): Transport {
  const a = lists.weights.shares;
  const b = targets.weights;
  const x = settings.squash === 'sigmoid' ? squashed(lists.values, a) : lists.values;
  const masses = { x: denseUnder(x), a: denseUnder(a), b: denseUnder(b), positions: targets.positions };
  const plans = plansOf(masses, settings);
  const beta = operate('scalings of a plan', (at, from, to) => scalings(plans, at, from, to), [x, a, b]);
  const applied = (name: string, apply: (shares: Shares, vector: Value) => Value, vector: Tensor): Tensor =>
    operate(name, (at, scaling, columns) => apply({ plans, x: at, beta: scaling }, columns), [
      x,
      beta,
      vector,
    ]);
  // Of what targets do receive, which has the derivatives of b: means that ascend and lie within the values, whatever the error is.
  const received = multiply(b, fromData(plans.filled.data, plans.filled.shape));
  return {
    toTargets: (carried) => divide(applied('soft sort', gathered, multiply(a, carried)), received),
    toValues: (given) => applied('soft rank', sent, given),
  };
}
