import { fromData } from '@monge/ndarray';
import type { Tensor } from '../../core/operand.js';
import { jvp, vjp } from '../../index.js';
import { expectClose, expectLike } from '../internal/expectations.js';
import { doubles, plainly, randomLike, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const partialDerivatives: DerivativeLaw = {
  name: 'with respect to one argument, the others constant, the gradient is the same, and the tangents add up to the whole one',
  order: 1,
  check(f, operands) {
    const args = doubles(operands);
    if (args.length === 1) return;
    const tangents = randomLikeEach(args, 0);
    const tangent = plainly(jvp(f, args, tangents)[1], 'jvp');
    const cotangent = randomLike(tangent, args.length);
    const gradients = vjp(f, ...args)[1](cotangent);
    const total = new Float64Array(tangent.data.length);
    args.forEach((arg, k) => {
      const part = (x: Tensor): Tensor => f(...args.with(k, x as typeof arg));
      const alone = plainly(vjp(part, arg)[1](cotangent)[0], 'vjp');
      expectClose(`the gradient for argument ${k} alone`, alone, plainly(gradients[k], 'vjp'), 1e-13);
      const rate = plainly(jvp(part, [arg], [tangents[k]])[1], 'jvp');
      expectLike(`the tangent along argument ${k} alone`, rate, cotangent);
      rate.data.forEach((value, i) => {
        total[i] += value;
      });
    });
    const sums = fromData(total, cotangent.shape);
    expectClose('the sum of the tangents along each argument alone', sums, tangent, 1e-12);
  },
};
