import { add, multiply, type NdArray, type Operand } from '@monge/ndarray';
import { jvp } from '../index.js';
import { checkDerivatives } from './check-derivatives.js';
import type { Differentiable } from './differentiable.js';
import { expectClose } from './internal/expectations.js';
import { doubles, plainly, randomLike } from './internal/plain-arrays.js';

/**
 * Checks that a function is linear in one array (read as float64): f(x + s·y) = f(x) + s·f(y), its tangents are its values, and all else that
 * {@link checkDerivatives} checks. The rule of reverse mode is then its transpose.
 *
 * @throws {Error} when it is not, with the numbers.
 * @example
 * import { cumsum } from '@monge/autodiff';
 * import { checkLinear } from '@monge/autodiff/testing';
 *
 * checkLinear((x) => cumsum(x), [1, -2, 0.5]);
 */
export function checkLinear(f: Differentiable, operand: Operand): void {
  const [x] = doubles([operand]);
  const y = randomLike(x, 0);
  const value = (each: NdArray<Float64Array>) => plainly(f(each), 'the function');
  const sum = add(value(x), multiply(-0.75, value(y)));
  expectClose('f(x − ¾y), by linearity', value(add(x, multiply(-0.75, y))), sum, 1e-13);
  expectClose('the tangent, by linearity', plainly(jvp(f, [x], [y])[1], 'jvp'), value(y), 1e-13);
  checkDerivatives(f, [x]);
}
