import type { FloatDType } from '@monge/ndarray';
import { fromData, type Operand } from '@monge/ndarray';
import { bind } from '../core/bind.js';
import type { Dense } from '../core/dense.js';
import { heap, type Memory } from '../core/memory.js';
import { operate } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import { type CheckOptions, checkDerivatives } from './check-derivatives.js';
import { expectEqual } from './internal/expectations.js';
import { doubles } from './internal/plain-arrays.js';

/**
 * Checks a primitive, at some inputs (read as float64) around which it is smooth: its rules by {@link checkDerivatives}, and that it writes every
 * element of its result, since memory comes with arbitrary content.
 *
 * @throws {Error} when a rule is wrong, with the numbers.
 * @example
 * import { bind, multiplyValues, type Primitive, type Value } from '@monge/autodiff/primitive';
 * import { checkPrimitive } from '@monge/autodiff/testing';
 *
 * const cube: Primitive = {
 *   name: 'cube',
 *   evaluate: ([x]) => (typeof x === 'number' ? { data: Float64Array.of(x ** 3), shape: [] } : { data: x.data.map((each) => each ** 3), shape: x.shape }),
 *   vjp: (cotangent, [x]) => [multiplyValues(cotangent, slope(x))],
 *   jvp: ([tangent = 0], [x]) => multiplyValues(tangent, slope(x)),
 * };
 * const slope = (x: Value) => multiplyValues(3, multiplyValues(x, x));
 * checkPrimitive(cube, [[0.5, -1]], undefined);
 */
export function checkPrimitive<P>(
  primitive: Primitive<P>,
  inputs: readonly Operand[],
  params: P,
  options: CheckOptions = {},
): void {
  const plain = doubles(inputs).map(({ data, shape }) => ({ data, shape }));
  const [clean, used] = [heap, filledWithNaN].map((memory) =>
    arrayOf(primitive.evaluate(plain, params, memory)),
  );
  expectEqual(`${primitive.name} in memory that has been used before`, used, clean);
  checkDerivatives(
    (...args) => operate(primitive.name, (...values) => bind(primitive, values, params), args),
    inputs,
    options,
  );
}

/** What stood in it before must not show. */
const filledWithNaN: Memory = {
  address: -1,
  allocate<T extends FloatDType>(dtype: T, length: number) {
    const data = heap.allocate(dtype, length);
    data.fill(Number.NaN);
    return data;
  },
};

function arrayOf({ data, shape }: Dense) {
  return fromData(data, [...shape]);
}
