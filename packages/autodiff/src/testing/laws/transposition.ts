import { multiply } from '@monge/ndarray';
import { jvp, vjp } from '../../index.js';
import { expectWithin } from '../internal/expectations.js';
import { doubles, inner, innerSize, plainly, randomLike, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

/** Sizes of cotangents: a rule that is not linear in them, such as one that adds a constant, may pass for some of these only. */
const scales = [1, 2 ** -20, 2 ** 20];

export const transposition: DerivativeLaw = {
  name: 'reverse mode is the transpose of forward mode: ⟨v, ∂f t⟩ = ⟨vᵀ ∂f, t⟩, for small and large v',
  order: 1,
  check(f, operands) {
    const args = doubles(operands);
    const tangents = randomLikeEach(args, 0);
    const tangent = jvp(f, args, tangents)[1];
    const pullback = vjp(f, ...args)[1];
    for (const scale of scales) {
      const cotangent = multiply(scale, randomLike(plainly(tangent, 'jvp'), args.length));
      const gradients = pullback(cotangent);
      const forward = inner([cotangent], [tangent]);
      const reverse = inner(gradients, tangents);
      const size = innerSize([cotangent], [tangent]) + innerSize(gradients, tangents);
      // Where derivatives cancel, as those of a softmax of equal numbers, rounding of terms of size 1 is left.
      expectWithin('⟨cotangent, jvp⟩ = ⟨vjp, tangents⟩', reverse, forward, 1e-12 * size + 1e-14 * scale);
    }
  },
};
