import * as nd from '@monge/ndarray';
import {
  copy,
  type FloatDType,
  type MapOperation,
  toNested,
  type UnaryKernelOperation,
} from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import * as special from '@monge/ndarray/special';
import { floats, layouts, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

const operations: Readonly<Record<MapOperation, UnaryKernelOperation>> = {
  cos: nd.cos,
  erf: special.erf,
  exp: nd.exp,
  expm1: nd.expm1,
  gelu: special.gelu,
  log: nd.log,
  log1p: nd.log1p,
  relu: special.relu,
  sigmoid: special.sigmoid,
  silu: special.silu,
  sin: nd.sin,
  softplus: special.softplus,
  sqrt: nd.sqrt,
  tanh: nd.tanh,
};
const names = Object.keys(operations) as MapOperation[];
const each = Object.entries(operations);

const wasm = createWasm();
const javascript = createJavaScript();
const executors = [wasm, javascript];

/** Numbers of every magnitude, near and far from where the kernels change their ways. */
const elements = (dtype: FloatDType) =>
  fc.oneof(
    floats({ min: -20, max: 20, dtype }),
    floats({ min: -800, max: 800, dtype, exceptional: true }),
    dtype === 'float32' ? fc.float() : fc.double(),
  );

const arrays = {
  float64: fc.array(elements('float64'), { minLength: 1, maxLength: 9 }).map((x) => Float64Array.from(x)),
  float32: fc.array(elements('float32'), { minLength: 1, maxLength: 9 }).map((x) => Float32Array.from(x)),
};
const dtypes: readonly FloatDType[] = ['float64', 'float32'];

/** How many float32 numbers lie between two, at most; NaN and NaN are one. */
function mostBetween(actual: Float32Array, expected: Float32Array): number {
  const [a, b] = [new Int32Array(actual.buffer), new Int32Array(expected.buffer)];
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(actual[i]) && Number.isNaN(expected[i])) continue;
    const rank = (bits: number) => (bits < 0 ? -(bits & 0x7fffffff) : bits);
    most = Math.max(most, Math.abs(rank(a[i]) - rank(b[i])));
  }
  return most;
}

describe('laws of the kernels', () => {
  it.each(names)('%s of an element does not depend on its place and its neighbours', (name) => {
    for (const dtype of dtypes) {
      fc.assert(
        fc.property(arrays[dtype], (x) => {
          const out = x.slice();
          wasm.map(name, x, out);
          const alone = x.map((_, i) => {
            const one = x.slice(i, i + 1);
            wasm.map(name, one, one);
            return one[0];
          });
          expect(out).toEqual(alone);
        }),
      );
    }
  });

  it('a power of an element does not either', () => {
    for (const dtype of dtypes) {
      fc.assert(
        fc.property(arrays[dtype], arrays[dtype], (x, y) => {
          const order = x.map((_, i) => y[i % y.length]);
          const out = x.slice();
          wasm.power(x, order, out);
          const alone = x.map((_, i) => {
            const one = x.slice(i, i + 1);
            wasm.power(one, order.slice(i, i + 1), one);
            return one[0];
          });
          expect(out).toEqual(alone);
        }),
      );
    }
  });

  // A stride of 16 411, which is prime, over the bit patterns: all signs, exponents and NaN, and significands at random.
  const sweep = Float32Array.from(
    new Float32Array(Uint32Array.from({ length: 2 ** 18 }, (_, i) => i * 16411).buffer),
  );

  it.each(names)(
    '%s in float32 is that in float64 to 2 units in the last place, over all numbers',
    (name) => {
      const single = sweep.slice();
      wasm.map(name, single, single);
      const double = Float64Array.from(sweep);
      wasm.map(name, double, double);
      expect(mostBetween(single, Float32Array.from(double))).toBeLessThanOrEqual(2);
    },
  );

  it('long arrays are cut where it does not show', () => {
    for (const n of [8191, 8192, 8193, 16_385, 20_001]) {
      const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i) * 9);
      const out = new Float64Array(n).fill(Number.NaN);
      wasm.map('tanh', x, out);
      const parts = Float64Array.from({ length: n }, (_, i) => i);
      for (let i = 0; i < n; i += 1000)
        wasm.map('tanh', x.subarray(i, i + 1000), parts.subarray(i, i + 1000));
      expect(out).toEqual(parts);
    }
  });
});

describe.each(each)('%s', (name, operation) => {
  it.each(executors)('on $name does to any view what the executor does to its elements', (executor) => {
    for (const dtype of dtypes) {
      fc.assert(
        fc.property(stridedArrays({ dtype, element: elements(dtype) }), (x) => {
          const expected = copy(x).data;
          executor.map(name as MapOperation, expected, expected);
          const y = operation(x, { executor });
          expect(y.shape).toEqual(x.shape);
          expect(y.data).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    }
  });

  it('in plain loops has the bits of the executor in JavaScript', () => {
    fc.assert(
      fc.property(arrays.float64, (x) => {
        expect(operation(x).data).toEqual(operation(x, { executor: javascript }).data);
      }),
    );
  });
});

describe('power', () => {
  it('in plain loops has the bits of the executor in JavaScript, whatever the layouts', () => {
    const view = stridedArrays({ shape: [3, 4], element: elements('float64') });
    fc.assert(
      fc.property(view, view, (x, y) => {
        const [base, order] = [copy(x).data, copy(y).data];
        javascript.power(base, order, base);
        expect(nd.power(x, y).data).toEqual(base);
        expect(nd.power(x, y, { executor: javascript }).data).toEqual(base);
      }),
    );
  });

  it.each(executors)('on $name broadcasts, over any strides', (executor) => {
    const base = layouts(Float64Array.of(1, 2, 4, 0.5, -2, -8), [2, 3]);
    for (const { array } of base) {
      expect(toNested(nd.power(array, [2, 3, -1], { executor }))).toEqual([
        [1, 8, 0.25],
        [0.25, -8, -0.125],
      ]);
    }
    expect(nd.power(Float32Array.of(4, 9), 0.5, { executor }).data).toEqual(Float32Array.of(2, 3));
    expect(nd.power(2, Float32Array.of(3, 4), { executor }).data).toEqual(Float32Array.of(8, 16));
  });

  it('of small whole numbers is exact', () => {
    const [x, y] = [nd.arange(-12, 13), nd.reshape(nd.arange(0, 11), [11, 1])];
    const exact = nd.zip([x, y], (x, y) => Array.from({ length: y }, () => x).reduce((a, b) => a * b, 1));
    for (const executor of [undefined, ...executors]) {
      const powers = executor === undefined ? nd.power(x, y) : nd.power(x, y, { executor });
      expect(toNested(powers)).toEqual(toNested(exact));
    }
  });
});

describe.each(executors)('out on $name', (executor) => {
  const outputs = stridedArrays({ shape: [3, 4] }).filter((x) => !x.stride.includes(0));

  it('takes the result in any layout, and nothing else is written', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4] }), outputs, (x, out) => {
        const expected = nd.tanh(x, { executor });
        const before = [...out.data];
        expect(nd.tanh(x, { executor, out })).toBe(out);
        expect(toNested(out)).toEqual(toNested(expected));
        const written = new Set<number>();
        for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) written.add(out.index(i, j));
        const untouched = (_: number, i: number) => !written.has(i);
        expect([...out.data].filter(untouched)).toEqual(before.filter(untouched));
      }),
    );
  });

  it('may be the operand, or overlap with it', () => {
    const data = Float64Array.from({ length: 9 }, (_, i) => i / 4);
    const x = nd.fromData(data, [8], [1], 0);
    const expected = toNested(nd.exp(copy(x), { executor }));
    const out = nd.fromData(data, [8], [1], 1);
    expect(toNested(nd.exp(x, { executor, out }))).toEqual(expected);
    const own = nd.array([0, 1, 2]);
    expect(toNested(nd.exp(own, { executor, out: own }))).toEqual(toNested(nd.exp([0, 1, 2], { executor })));
  });

  it('of another element type rounds what the operands give in float64', () => {
    const x = [0.1, 1.7, -3.3];
    const narrow = nd.zeros([3], { dtype: 'float32' });
    expect(nd.exp(x, { executor, out: narrow }).data).toEqual(
      Float32Array.from(nd.exp(x, { executor }).data),
    );
    const wide = nd.zeros([3]);
    const single = Float32Array.from(x);
    nd.exp(single, { executor, out: wide });
    expect(wide.data).toEqual(nd.exp(Float64Array.from(single), { executor }).data);
  });
});

describe('edges', () => {
  it.each(executors)('$name takes integers, single numbers, and arrays of nothing', (executor) => {
    expect(nd.exp(Int32Array.of(0, 0), { executor }).data).toEqual(Float64Array.of(1, 1));
    expect(nd.exp(0, { executor }).get()).toBe(1);
    expect(nd.exp(nd.zeros([0, 3]), { executor }).shape).toEqual([0, 3]);
    expect(nd.power(2, 3, { executor }).get()).toBe(8);
  });

  it('types follow the operands, and out', () => {
    const single = Float32Array.of(1);
    expectTypeOf(nd.exp(single, { executor: wasm })).toEqualTypeOf<nd.NdArray<Float32Array>>();
    expectTypeOf(nd.exp([1], { executor: wasm })).toEqualTypeOf<nd.NdArray<Float64Array>>();
    const record = { data: new Float64Array(1), shape: [1], stride: [1], offset: 0 };
    expectTypeOf(nd.power(single, 2, { executor: wasm, out: record })).toEqualTypeOf(record);
    expect(nd.power(single, 2, { executor: wasm, out: record })).toBe(record);
  });
});

describe('errors', () => {
  it('are those of plain loops', () => {
    expectFailure('shape', 'ndarray.exp: expected out of shape [2] (that of the result), got [3]', () =>
      nd.exp([1, 2], { executor: wasm, out: nd.zeros([3]) }),
    );
    expectFailure(
      'shape',
      'ndarray.power: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [2] and [3]',
      () => nd.power([1, 2], [1, 2, 3], { executor: wasm }),
    );
  });
});
