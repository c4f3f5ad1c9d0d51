import { broadcastTo, copy, fromData, type NdArray } from '@monge/ndarray';
import { layouts } from '@monge/ndarray/testing';
import { jvp, vjp } from '../../index.js';
import type { Differentiable } from '../differentiable.js';
import { expectEqual } from '../internal/expectations.js';
import {
  type Array64,
  concatenated,
  doubles,
  plainly,
  randomLike,
  randomLikeEach,
} from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const memoryLayouts: DerivativeLaw = {
  name: 'arguments that lie in memory in another way have the derivatives of their packed copies, to the bit',
  order: 1,
  check(f, operands, { repeated = true } = {}) {
    const args = doubles(operands);
    const expected = derivativesOf(f, args);
    const laidOut = args.map((arg) => layouts(arg.data, arg.shape));
    const turns = laidOut[0]?.length ?? 0;
    for (let turn = 0; turn < turns; turn++) {
      // Each argument in a layout of its own.
      const chosen = laidOut.map((each, k) => each[(turn + 2 * k) % turns]);
      const names = chosen.map(({ name }) => name).join(', ');
      const views = chosen.map(({ array }) => array);
      expectSame(`arguments laid out as ${names}`, derivativesOf(f, views), expected);
    }
    if (!repeated) return;
    const repeats = args.map(repeatFirst);
    const copied = derivativesOf(f, repeats.map(copy));
    expectSame('arguments that repeat an element', derivativesOf(f, repeats), copied);
  },
};

/** The first element of the array, repeated by strides of 0. */
function repeatFirst(x: Array64): Array64 {
  return x.data.length === 0 ? x : broadcastTo(fromData(x.data.slice(0, 1), []), x.shape);
}

interface Derivatives {
  readonly value: NdArray;
  readonly gradients: NdArray;
  readonly tangent: NdArray;
}

function derivativesOf(f: Differentiable, args: readonly Array64[]): Derivatives {
  const value = plainly(f(...args), 'the function');
  const gradients = concatenated(vjp(f, ...args)[1](randomLike(value, 700)));
  const tangent = plainly(jvp(f, args, randomLikeEach(args, 701))[1], 'jvp');
  return { value, gradients, tangent };
}

function expectSame(what: string, actual: Derivatives, expected: Derivatives): void {
  expectEqual(`${what}: the value`, actual.value, expected.value);
  expectEqual(`${what}: the gradients`, actual.gradients, expected.gradients);
  expectEqual(`${what}: the tangent`, actual.tangent, expected.tangent);
}
