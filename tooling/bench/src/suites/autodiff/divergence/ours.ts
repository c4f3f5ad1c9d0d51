import { type DivergenceOptions, onExecutor, type Tensor, valueAndDivergence } from '@monge/autodiff';
import { type Executor, fromData } from '@monge/ndarray';
import { type Computation, computation } from '../../../computation.js';
import { joined } from '../../floats.js';
import { BATCH, HIDDEN, type LayerData } from '../network/network.js';
import { ourNetwork, ourParameters } from '../network/ours.js';

/** The vector field and its divergence along one probe. */
export function ourDivergence(
  network: readonly LayerData[],
  points: Float32Array,
  probes: DivergenceOptions,
  executor: Executor,
): Computation {
  const { apply } = ourNetwork(network);
  const params = ourParameters(network);
  const x = fromData(points, [BATCH, HIDDEN[0]]);
  const work = onExecutor(() => valueAndDivergence((at) => apply(params, at), x, probes), executor);
  return {
    run: work,
    answer() {
      const [value, divergence] = work();
      return joined([value.data, divergence.data]);
    },
  };
}

/** The vector field alone. */
export function ourForward(
  network: readonly LayerData[],
  points: Float32Array,
  executor: Executor,
): Computation {
  const { apply } = ourNetwork(network);
  const params = ourParameters(network);
  const x = fromData(points, [BATCH, HIDDEN[0]]);
  return computation(
    onExecutor(() => (apply(params, x) as Extract<Tensor, { data: unknown }>).data, executor),
  );
}
