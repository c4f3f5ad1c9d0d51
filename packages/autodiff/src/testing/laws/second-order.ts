import type { Tensor } from '../../core/operand.js';
import { jvp } from '../../index.js';
import { expectDifferences } from '../internal/differences.js';
import { expectClose, expectWithin } from '../internal/expectations.js';
import { along, gradient, hessianProducts, randomFunctional } from '../internal/functionals.js';
import { concatenated, doubles, inner, plainly, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const secondOrder: DerivativeLaw = {
  name: 'second derivatives are the same in all four ways of nesting two modes, and those of central differences of the first',
  order: 2,
  check(f, operands, options = {}) {
    const args = doubles(operands);
    const g = randomFunctional(f, args);
    const [t, u] = [100, 200].map((seed) => randomLikeEach(args, seed));
    const { forwardOverReverse, reverseOverReverse, reverseOverForward } = hessianProducts;
    const expected = concatenated(forwardOverReverse(g, args, t));
    expectClose('reverse over reverse', concatenated(reverseOverReverse(g, args, t)), expected, 1e-10);
    expectClose('reverse over forward', concatenated(reverseOverForward(g, args, t)), expected, 1e-10);
    const second = inner([expected], [concatenated(u)]);
    const forward = jvp((...xs: Tensor[]) => along(g, xs, t), args, u)[1];
    const size = Math.max(1, Math.abs(second));
    expectWithin('forward over forward', plainly(forward, 'jvp').data[0], second, 1e-10 * size);
    const first = (...xs: Tensor[]): number => inner(gradient(g)(xs), t);
    expectDifferences('the second derivative', first, args, u, second, options);
  },
};
