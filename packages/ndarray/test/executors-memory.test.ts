import { type Executor, fromData, type KernelMemory, matmul, type ZipOperation } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

const pool = await createPool({ threads: 3 });
const wasm = createWasm();
afterAll(() => pool.release());

const reserved = (executor: Executor): KernelMemory => {
  const memory = executor.reserve?.(2 ** 20);
  if (memory === undefined) throw new Error('expected memory');
  return memory;
};
const memories = { wasm: reserved(wasm), pool: reserved(pool) };

type Floats = Float32Array | Float64Array;
const types = { float32: Float32Array, float64: Float64Array } as const;
type DType = keyof typeof types;

/** Lays arrays down one after another, each on cache lines of its own. */
function layer({ buffer, start, end }: KernelMemory) {
  let top = start;
  return (dtype: DType, values: ArrayLike<number>): Floats => {
    const array =
      dtype === 'float32'
        ? new Float32Array(buffer, top, values.length)
        : new Float64Array(buffer, top, values.length);
    array.set(values);
    top += Math.ceil(array.byteLength / 64) * 64;
    expect(top).toBeLessThanOrEqual(end);
    return array;
  };
}

/** 0 wins over infinities and NaN. */
const scaled = (t: number, s: number) => (t === 0 || s === 0 ? 0 : t * s);
const rules: Readonly<Record<ZipOperation, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  scale: scaled,
  tanhSlope: (t, y) => scaled(t, (1 - y) * (1 + y)),
  sigmoidSlope: (t, y) => scaled(t, y * (1 - y)),
  squareSlope: (t, y) => scaled(t, 2 * y),
  // s + y (1 − s) with the sigmoid s: its derivative where y = x s.
  siluSlope: (x, y) => y / x + y * (1 - y / x),
};

const shapes = fc.record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 23 }) });
const forms = ['whole', 'row', 'column', 'number'] as const;
const stays = (form: (typeof forms)[number]) => form === 'column' || form === 'number';
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const numbers = fc.oneof(between(-3, 3), fc.constantFrom(0, -0, 1, Infinity, -Infinity, Number.NaN));

describe.each(Object.entries(memories))('memory reserved on %s', (_, memory) => {
  describe.each(['float32', 'float64'] as const)('in %s', (dtype) => {
    const bytes = types[dtype].BYTES_PER_ELEMENT;
    const rounded = dtype === 'float32' ? Math.fround : (value: number) => value;

    /** Where an operand of this form has its element, and how `zip` goes through it. */
    const walks = {
      whole: (columns: number) => ({
        row: columns * bytes,
        stays: false,
        at: (i: number, j: number) => i * columns + j,
      }),
      row: () => ({ row: 0, stays: false, at: (_: number, j: number) => j }),
      column: () => ({ row: bytes, stays: true, at: (i: number) => i }),
      number: () => ({ row: 0, stays: true, at: () => 0 }),
    };
    const lengths = {
      whole: (rows: number, columns: number) => rows * columns,
      row: (_: number, columns: number) => columns,
      column: (rows: number) => rows,
      number: () => 1,
    };

    it.each(Object.keys(rules) as ZipOperation[])(
      'computes %s with broadcasting, and writes nothing else',
      (operation) => {
        const operand = fc.constantFrom(...forms);
        // One of the two goes on within a row: that is what makes the row.
        const pairs = fc.tuple(operand, operand).filter(([a, b]) => !(stays(a) && stays(b)));
        const cases = fc.tuple(shapes, pairs).chain(([{ rows, columns }, [a, b]]) => {
          const values = (form: (typeof forms)[number], of: fc.Arbitrary<number>) => {
            const length = lengths[form](rows, columns);
            return fc.array(of, { minLength: length, maxLength: length });
          };
          return fc.record({
            rows: fc.constant(rows),
            columns: fc.constant(columns),
            a: fc.constant(a),
            b: fc.constant(b),
            xs: values(a, operation === 'siluSlope' ? between(1, 3) : numbers),
            ys: values(b, operation === 'siluSlope' ? between(0.1, 0.9) : numbers),
          });
        });
        fc.assert(
          fc.property(cases, ({ rows, columns, a, b, xs, ys }) => {
            const lay = layer(memory);
            const [x, y] = [lay(dtype, xs), lay(dtype, ys)];
            const out = lay(dtype, new Array<number>(rows * columns + 3).fill(77));
            const [first, second] = [walks[a](columns), walks[b](columns)];
            memory.zip(
              operation,
              dtype,
              rows,
              columns,
              x.byteOffset,
              first.row,
              first.stays,
              y.byteOffset,
              second.row,
              second.stays,
              out.byteOffset,
            );
            const tolerance = dtype === 'float32' ? 1e-5 : 1e-13;
            for (let i = 0; i < rows; i++) {
              for (let j = 0; j < columns; j++) {
                const expected = rounded(rules[operation](x[first.at(i, j)], y[second.at(i, j)]));
                const got = out[i * columns + j];
                const difference = Number.isFinite(expected)
                  ? Math.abs(got - expected) / (1 + Math.abs(expected))
                  : Number(!Object.is(got, expected));
                expect(difference).toBeLessThanOrEqual(tolerance);
              }
            }
            expect([...out.subarray(rows * columns)]).toEqual([77, 77, 77]);
          }),
          { numRuns: 150 },
        );
      },
    );

    it('adds a row to all rows of a matrix in place, whatever their length', () => {
      for (const columns of [1, 2, 3, 5, 16, 31]) {
        const lay = layer(memory);
        const matrix = lay(dtype, normal(columns, [7, columns], { dtype }).data);
        const row = lay(dtype, normal(columns + 40, [columns], { dtype }).data);
        const expected = matrix.map((value, i) => value + row[i % columns]);
        const at = matrix.byteOffset;
        memory.zip('add', dtype, 7, columns, at, columns * bytes, false, row.byteOffset, 0, false, at);
        expect([...matrix]).toEqual([...expected]);
      }
    });

    it('has map give the bits that it gives elsewhere', () => {
      const values = normal(1, [10_001], { dtype }).data;
      const lay = layer(memory);
      const [x, out, once] = [lay(dtype, values), lay(dtype, values), lay(dtype, values)];
      for (const operation of ['tanh', 'sin', 'gelu'] as const) {
        const expected = values.slice();
        wasm.map(operation, values, expected);
        (memory === memories.pool ? pool : wasm).map(operation, x, out);
        memory.map(operation, dtype, x.length, x.byteOffset, once.byteOffset);
        expect(out).toEqual(expected);
        expect(once).toEqual(expected);
      }
    });

    it('has gemm give the bits that it gives elsewhere, also where a factor lies elsewhere or is transposed', () => {
      const executor = memory === memories.pool ? pool : wasm;
      const [a, b] = [normal(2, [83, 70], { dtype }), normal(3, [90, 70], { dtype })];
      const transposed = { data: b.data, shape: [70, 90], stride: [1, 70], offset: 0 };
      const expected = matmul(a, transposed, { executor: createWasm() });
      const lay = layer(memory);
      const [x, y] = [lay(dtype, a.data), lay(dtype, b.data)];
      for (const left of [a, fromData(x, [83, 70])]) {
        for (const right of [transposed, { ...transposed, data: y }]) {
          const out = lay(dtype, new Array<number>(83 * 90).fill(Number.NaN));
          matmul(left, right, { executor, out: fromData(out, [83, 90]) });
          expect(out).toEqual(expected.data);
        }
      }
    });

    it('has gemm work elsewhere if what it takes beside does not fit', () => {
      const executor = memory === memories.pool ? pool : wasm;
      const lay = layer(memory);
      const deep = 4_000_000;
      const row = new types[dtype](deep).fill(1);
      const column = new types[dtype](deep).fill(0.5);
      const out = lay(dtype, [Number.NaN]);
      matmul(fromData(row, [1, deep]), fromData(column, [deep, 1]), { executor, out: fromData(out, [1, 1]) });
      expect(Math.abs(out[0] - deep / 2)).toBeLessThan(dtype === 'float32' ? 100 : 1e-6);
    });
  });
});

it('is not offered where kernels work on any memory', () => {
  expect(createJavaScript().reserve).toBeUndefined();
});
