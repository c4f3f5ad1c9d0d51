import { copy } from '@monge/ndarray';
import { jvp, vjp } from '../../index.js';
import { expectEqual } from '../internal/expectations.js';
import { concatenated, doubles, plainly, randomLike, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const repeatable: DerivativeLaw = {
  name: 'a pullback gives the same again, and nobody writes to arguments, tangents and cotangents',
  order: 1,
  check(f, operands) {
    const args = doubles(operands);
    const tangents = randomLikeEach(args, 0);
    const before = [...args, ...tangents].map(copy);
    const value = plainly(f(...args), 'the function');
    jvp(f, args, tangents);
    const pullback = vjp(f, ...args)[1];
    const cotangent = randomLike(value, args.length);
    const kept = copy(cotangent);
    const gradients = concatenated(pullback(cotangent));
    expectEqual('a second pull', concatenated(pullback(cotangent)), gradients);
    [...args, ...tangents].forEach((each, k) => {
      const what = k < args.length ? `argument ${k}` : `tangent ${k - args.length}`;
      expectEqual(`${what} afterwards`, each, before[k]);
    });
    expectEqual('the cotangent afterwards', cotangent, kept);
  },
};
