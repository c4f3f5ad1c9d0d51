import { normal, split } from '@monge/random';
import { BATCH, type LayerData, makeNetwork } from '../network/network.js';

/** A network to be fitted to a function of three variables by mean squared error with Adam, on one batch. */
export interface Regression {
  readonly network: readonly LayerData[];
  /** [batch, 3]. */
  readonly x: Float32Array;
  /** [batch, 2]: (sin(x₁ + x₂), x₂ x₃). */
  readonly y: Float32Array;
}

export const OUTPUTS = 2;
export const LEARNING_RATE = 1e-3;
/** Adam's, which TensorFlow.js would have larger. */
export const EPSILON = 1e-8;
/** So many steps are checked by the losses along them. */
export const CHECKED_STEPS = 5;

export function makeRegression(): Regression {
  const [forNetwork, forX] = split(66);
  const x = normal(forX, [BATCH, 3], { dtype: 'float32' }).data;
  const y = new Float32Array(BATCH * OUTPUTS);
  for (let i = 0; i < BATCH; i++) {
    y[OUTPUTS * i] = Math.sin(x[3 * i] + x[3 * i + 1]);
    y[OUTPUTS * i + 1] = x[3 * i + 1] * x[3 * i + 2];
  }
  return { network: makeNetwork(forNetwork, OUTPUTS), x, y };
}
