import { createCpu, createJavaScript, createWasm, kernelBytes } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';
import { key, normal, philox4x32, uniform } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

const pool = await createPool({ threads: 3 });

afterAll(() => {
  pool.release();
});

const executors = [
  { title: 'wasm', executor: createWasm() },
  { title: 'a pool of 3 threads', executor: pool },
];

const dtypes = ['float64', 'float32'] as const;

const cases = executors.flatMap(({ title, executor }) =>
  dtypes.map((dtype) => ({ title, executor, dtype, options: { dtype, executor } })),
);

type Floats = { readonly data: Float64Array | Float32Array };

/** The two hold the same bits: −0 and 0 differ. */
function expectSameBits(actual: Floats, expected: Floats): void {
  const [a, b] = [actual, expected].map(({ data }) => new Uint32Array(data.buffer));
  expect(a).toHaveLength(b.length);
  expect(a.findIndex((word, i) => word !== b[i])).toBe(-1);
}

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });

// Around a vector, the counters that go together, the memory of one thread, and a task of several.
const sizes = [0, 1, 2, 3, 15, 16, 17, 31, 33, 100, 2047, 2049, 4095, 4096, 4097, 16_383, 100_001];

describe.each(cases)('draws on $title, $dtype', ({ dtype, options }) => {
  it('are normals with the bits of the plain loops', () => {
    fc.assert(
      fc.property(
        keys(),
        fc.nat(300),
        finite,
        fc.double({ min: 0, max: 10, noNaN: true }),
        (k, n, mean, std) => {
          const plain = normal(k, n, { dtype, mean, std });
          expectSameBits(normal(k, n, { ...options, mean, std }), plain);
        },
      ),
    );
  });

  it('are uniforms with the bits of the plain loops', () => {
    fc.assert(
      fc.property(
        keys(),
        fc.nat(300),
        finite,
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        (k, n, low, width) => {
          const interval = { low, high: low + width };
          const plain = uniform(k, n, { dtype, ...interval });
          expectSameBits(uniform(k, n, { ...options, ...interval }), plain);
        },
      ),
    );
  });

  it.each(sizes)('are the plain loops’ %i elements', (n) => {
    expectSameBits(normal(7, n, options), normal(7, n, { dtype }));
    expectSameBits(uniform(8, n, options), uniform(8, n, { dtype }));
  });

  it('are the plain loops’ 600 000 elements: more than are drawn at once', () => {
    expectSameBits(normal(9, 600_000, options), normal(9, 600_000, { dtype }));
  });

  it('have the shape that was asked for', () => {
    const sample = normal(10, [30, 7], options);
    expect(sample.shape).toEqual([30, 7]);
    expectSameBits(sample, normal(10, [30, 7], { dtype }));
  });

  it('stay below the upper end of an interval of three numbers, where they round up to it', () => {
    const high = 1 + 3 * (dtype === 'float32' ? 2 ** -23 : 2 ** -52);
    const sample = uniform(11, 1001, { ...options, low: 1, high });
    expect(sample.data.every((x) => x >= 1 && x < high)).toBe(true);
    expectSameBits(sample, uniform(11, 1001, { dtype, low: 1, high }));
  });
});

describe('draws', () => {
  it('are made in plain loops by an executor that has none', () => {
    const executor = createJavaScript();
    expect(executor.draws).toBeUndefined();
    expect(normal(12, 9, { executor })).toEqual(normal(12, 9));
    expect(uniform(12, 9, { executor: createCpu() })).toEqual(uniform(12, 9));
  });

  // Past what an array could hold, so on the kernels themselves, and against one block each of the generator.
  it.each([2 ** 33 - 32, 2 ** 33, 2 ** 40 + 96, 2 ** 53 - 64])(
    'count their blocks in two words: elements from %i on',
    (first) => {
      const memory = new WebAssembly.Memory({ initial: 1 });
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes()), {
        env: { memory },
      });
      const uniformF64 = exports.uniformF64 as (...numbers: number[]) => void;
      const k = key(2n ** 63n + 5n);
      uniformF64(...k, first, 32, 0, 1, 1024);
      const expected = Array.from({ length: 32 }, (_, i) => {
        const block = (first + i - (i % 2)) / 2;
        const words = philox4x32([block % 2 ** 32, Math.floor(block / 2 ** 32), 0, 0], k);
        const [low, high] = i % 2 === 0 ? [words[0], words[1]] : [words[2], words[3]];
        return Number(((BigInt(high) << 32n) + BigInt(low)) >> 11n) / 2 ** 53;
      });
      expect([...new Float64Array(memory.buffer, 1024, 32)]).toEqual(expected);
    },
  );
});
