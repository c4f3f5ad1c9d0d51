import { jvp, vjp } from '../../index.js';
import { expectEqual, expectLike } from '../internal/expectations.js';
import { doubles, plainly, randomLike, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const sameValue: DerivativeLaw = {
  name: 'derivatives come with the value of the plain computation, and look like what they belong to',
  order: 1,
  check(f, operands) {
    const args = doubles(operands);
    const plain = plainly(f(...args), 'the function of plain arguments');
    const [forwardValue, tangent] = jvp(f, args, randomLikeEach(args, 0));
    const [reverseValue, pullback] = vjp(f, ...args);
    expectEqual('the value that jvp returns', plainly(forwardValue, 'jvp'), plain);
    expectEqual('the value that vjp returns', plainly(reverseValue, 'vjp'), plain);
    expectLike('the tangent of the result', plainly(tangent, 'jvp'), plain);
    pullback(randomLike(plain, args.length)).forEach((gradient, k) => {
      expectLike(`the gradient for argument ${k}`, plainly(gradient, 'vjp'), args[k]);
    });
  },
};
