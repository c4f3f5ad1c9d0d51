import type { Tensor } from '../../core/operand.js';
import { expectDifferences } from '../internal/differences.js';
import { expectClose, expectWithin } from '../internal/expectations.js';
import {
  along,
  dotted,
  type Functional,
  gradient,
  hessianProducts,
  randomFunctional,
} from '../internal/functionals.js';
import { concatenated, doubles, inner, plainly, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const thirdOrder: DerivativeLaw = {
  name: 'third derivatives are the same in three ways of nesting, and those of central differences of the second',
  order: 3,
  check(f, operands, options = {}) {
    const args = doubles(operands);
    const g = randomFunctional(f, args);
    const [t, u, v] = [300, 400, 500].map((seed) => randomLikeEach(args, seed));
    const { forwardOverReverse, reverseOverReverse, reverseOverForward } = hessianProducts;
    const curvature: Functional = (xs) => dotted(forwardOverReverse(g, xs, t), u);
    const expected = concatenated(gradient(curvature)(args));
    const reversed = gradient((xs) => dotted(reverseOverReverse(g, xs, t), u))(args);
    expectClose('reverse over reverse over reverse', concatenated(reversed), expected, 1e-9);
    const third = inner([expected], [concatenated(v)]);
    const forward = along((xs) => dotted(reverseOverForward(g, xs, t), u), args, v);
    const size = Math.max(1, Math.abs(third));
    expectWithin('forward over reverse over forward', plainly(forward, 'jvp').data[0], third, 1e-9 * size);
    const second = (...xs: Tensor[]): number => plainly(curvature(xs), 'jvp').data[0];
    expectDifferences('the third derivative', second, args, v, third, options);
  },
};
