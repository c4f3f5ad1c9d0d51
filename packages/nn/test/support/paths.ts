import { array, type FloatDType, type NdArray } from '@monge/ndarray';
import { applyUpdates, type Optimizer } from '@monge/nn';
import fixture from '../fixtures/optimizers.json' with { type: 'json' };

export interface Params {
  readonly w: NdArray<Float64Array | Float32Array>;
  readonly b: NdArray<Float64Array | Float32Array>;
}

export const read = ({ w, b }: { w: number[][]; b: number[] }, dtype: FloatDType = 'float64'): Params => ({
  w: array(w, { dtype }),
  b: array(b, { dtype }),
});

/** Parameters to begin with, and gradients, in float64. */
export const start = read(fixture.start);
export const gradients = fixture.gradients.map((gradient) => read(gradient));

/** The parameters after each step. */
export function path<S>(
  { init, update }: Optimizer<S>,
  start: Params,
  gradients: readonly Params[],
): Params[] {
  let params = start;
  let state = init(params);
  return gradients.map((gradient) => {
    const updated = update(gradient, state, params);
    state = updated.state;
    params = applyUpdates(params, updated.updates);
    return params;
  });
}
