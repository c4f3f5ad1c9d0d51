import { fromData } from '@monge/ndarray';
import { gradient } from '../../gradients/gradient.js';
import { dualCost } from './programs.js';
import { scaledSensitivities } from './scaled-sensitivities.js';
import { transportPrimitive } from './transport-primitive.js';

/** The regularised cost, whose derivatives in reverse mode are its gradient times a number. */
export const costPrimitive = /* @__PURE__ */ transportPrimitive({
  name: 'transportCost',
  of: (solution) => fromData(Float64Array.of(solution.dualCost), []),
  vjp: (solution, { data }, options) => scaledSensitivities(gradient(solution, options), data[0]),
  program: dualCost,
  potentials: 'constant',
});
