import fc from 'fast-check';
import type { FloatDType } from '../../../dtype.js';
import { floats } from '../../floats.js';
import { defineLaw, unlessAsync } from '../define-law.js';
import type { ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { typed, unwritten } from '../float-data.js';
import { mapTolerance } from '../precision.js';
import { isAsync } from '../subject.js';

export const eachPower = (dtype: FloatDType): ExecutorLaw =>
  defineLaw(`power in ${dtype}: xʸ, with the rules of Math.pow, also in place of x or y`, {
    exemption: unlessAsync('power'),
    inputs: () => {
      const base = floats({ dtype, exceptional: true });
      const exponent = floats({ min: -40, max: 40, dtype, exceptional: true });
      return fc.array(fc.tuple(base, exponent), { maxLength: 300 });
    },
    async holds(executor, pairs) {
      if (isAsync(executor)) return;
      const [x, y] = [0, 1].map((k) =>
        typed(
          dtype,
          pairs.map((pair) => pair[k]),
        ),
      );
      const expected = typed(
        dtype,
        pairs.map(([base, exponent]) => base ** exponent),
      );
      const bound = mapTolerance(executor, dtype);
      const out = unwritten(dtype, x.length);
      executor.power(x, y, out);
      expectWithin(out, expected, (i) => bound(expected[i]), 'xʸ');
      const [ofX, ofY] = [x.slice(), y.slice()];
      executor.power(ofX, y, ofX);
      executor.power(x, ofY, ofY);
      expectWithin(ofX, out, () => 0, 'xʸ in place of x');
      expectWithin(ofY, out, () => 0, 'xʸ in place of y');
    },
  });
