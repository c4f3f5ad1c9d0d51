import { multiply, type Operand, type Result, type Tensor, where } from '@monge/autodiff';
import { DomainError } from '@monge/ndarray';
import { bernoulli, type KeyLike } from '@monge/random';
import { shapeOfOperand } from '../internal/shape-of-operand.js';

/**
 * Elements of x set to 0 with probability `rate`, independently, and the others divided by 1 − rate, so that the mean is x: for training,
 * with a key of its own in each step. Leave it out afterwards.
 *
 * Source: Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (JMLR 15, 2014), in its inverted form.
 *
 * @throws DomainError unless 0 ≤ rate < 1.
 * @example
 * dropout(0, [1, 2, 3, 4], 0.5); // → [0, 0, 6, 8]
 */
export function dropout<X extends Operand>(key: KeyLike, x: X, rate: number): Result<X> {
  const caller = 'nn.dropout';
  if (!(rate >= 0 && rate < 1)) {
    throw new DomainError(
      `${caller}: expected rate in [0, 1) (the probability that an element is dropped), got ${rate}`,
    );
  }
  const kept = bernoulli(key, shapeOfOperand(x, 'x', caller), { p: 1 - rate });
  return where(kept, multiply(x, 1 / (1 - rate)), 0) as Tensor as Result<X>;
}
