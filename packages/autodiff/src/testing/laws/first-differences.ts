import { jvp } from '../../index.js';
import { expectDifferences } from '../internal/differences.js';
import { doubles, inner, plainly, randomLike, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const firstDifferences: DerivativeLaw = {
  name: 'the first derivative is that of central differences',
  order: 1,
  check(f, operands, options = {}) {
    const args = doubles(operands);
    const tangents = randomLikeEach(args, 0);
    const [value, tangent] = jvp(f, args, tangents);
    const cotangent = randomLike(plainly(value, 'jvp'), args.length);
    const functional = (...xs: Parameters<typeof f>) => inner([cotangent], [f(...xs)]);
    const derivative = inner([cotangent], [tangent]);
    expectDifferences('the first derivative', functional, args, tangents, derivative, options);
  },
};
