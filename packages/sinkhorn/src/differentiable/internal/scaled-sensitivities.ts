import { multiply } from '@monge/ndarray';
import type { Sensitivities } from '../../gradients/sensitivities.js';

/** Derivatives times a number. */
export function scaledSensitivities(
  { x, y, cost, epsilon, a, b }: Sensitivities,
  factor: number,
): Sensitivities {
  return {
    x: () => multiply(x(), factor),
    y: () => multiply(y(), factor),
    cost: () => multiply(cost(), factor),
    epsilon: () => epsilon() * factor,
    a: multiply(a, factor),
    b: multiply(b, factor),
  };
}
