import { fit, plainOf, shapeOf, type Value } from '@monge/autodiff/primitive';
import type { NdArray } from '@monge/ndarray';
import type { Sensitivities } from '../../gradients/sensitivities.js';

/** The derivatives of a call with respect to its inputs, those that are wanted, each like its input. */
export function cotangentsOf(
  sensitivities: Sensitivities,
  inputs: readonly Value[],
  wanted: readonly boolean[],
): readonly (Value | undefined)[] {
  const { x, y, cost, a, b, epsilon } = sensitivities;
  const weights = [() => a, () => b, epsilon];
  const derivatives: readonly (() => NdArray<Float64Array> | number)[] =
    inputs.length === 5 ? [x, y, ...weights] : [cost, ...weights];
  return inputs.map((input, k) => {
    if (!wanted[k]) return undefined;
    const derivative = derivatives[k]();
    if (typeof derivative === 'number') return fit(derivative, input);
    return fit({ data: derivative.data, shape: shapeOf(plainOf(input)) }, input);
  });
}
