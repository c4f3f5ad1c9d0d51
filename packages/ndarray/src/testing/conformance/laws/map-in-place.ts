import fc from 'fast-check';
import type { FloatDType } from '../../../dtype.js';
import { floats } from '../../floats.js';
import { defineLaw, unlessAsync } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { typed, unwritten } from '../float-data.js';
import { isAsync } from '../subject.js';
import { mapOperations } from './each-element.js';

export const mapInPlace = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`map in ${dtype}: the same bits wherever in an array an element is, and in place of x`, {
    exemption: unlessAsync('map into given arrays'),
    inputs: () =>
      fc.record({
        operation: fc.constantFrom(...mapOperations),
        values: fc.array(floats({ dtype, exceptional: true }), { maxLength: 100 }),
        before: fc.nat(9),
      }),
    async holds(executor, { operation, values, before }) {
      if (isAsync(executor)) return;
      const x = typed(dtype, values);
      const out = unwritten(dtype, x.length);
      executor.map(operation, x, out);
      const shifted = typed(dtype, [...new Array<number>(before).fill(0.5), ...values]);
      executor.map(operation, shifted, shifted);
      expectWithin(shifted.subarray(before), out, () => 0, `${operation} of x, ${before} places further`);
      executor.map(operation, x, x);
      expectWithin(x, out, () => 0, `${operation} in place of x`);
    },
  });
