import type { Tensor } from '@monge/autodiff';
import { denseOf, multiplyValues, operate, plainOf, type Value } from '@monge/autodiff/primitive';
import { gathered, sent } from './plan-operations.js';
import { plansOf, type Targets } from './plans.js';
import type { SortingSettings } from './sorting-options.js';
import { squashed } from './squashed.js';

/** What values carry to the targets: the mean of `carried`, [batch, n, k], over what each target receives, [batch, m, k]. */
export function meansAtTargets(
  x: Tensor,
  carried: Tensor,
  targets: Targets,
  settings: SortingSettings,
): Tensor {
  const shares = { data: targets.weights.map((weight) => 1 / weight), shape: [targets.weights.length, 1] };
  return operate(
    'soft sort',
    (at, values) => multiplyValues(shares, gathered(plansAt(at, targets, settings), at, values)),
    [placed(x, settings), carried],
  );
}

/** What targets give to values: the mean of `given`, [m], over where each value goes, [batch, n, 1]. */
export function meansAtValues(
  x: Tensor,
  given: Float64Array,
  targets: Targets,
  settings: SortingSettings,
): Tensor {
  return operate(
    'soft rank',
    (at) => {
      const plans = plansAt(at, targets, settings);
      const batch = plans.lanes.length;
      const repeated = { data: new Float64Array(batch * plans.m), shape: [batch, plans.m, 1] };
      for (let lane = 0; lane < batch; lane++) repeated.data.set(given, lane * plans.m);
      return multiplyValues(plans.n, sent(plans, at, repeated));
    },
    [placed(x, settings)],
  );
}

function placed(x: Tensor, { squash }: SortingSettings): Tensor {
  return squash === 'sigmoid' ? squashed(x) : x;
}

function plansAt(at: Value, targets: Targets, settings: SortingSettings) {
  return plansOf(denseOf(plainOf(at)), targets, settings);
}
