import { multiply, sum } from '@monge/autodiff';
import { DomainError, fromData, ShapeError } from '@monge/ndarray';
import { fit, minibatches } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

/** Examples that know their number, in two arrays. */
const numbered = (n: number) => ({
  x: fromData(
    Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? i / 2 : -i)),
    [n, 2],
  ),
  meta: { label: Int32Array.from({ length: n }, (_, i) => i) },
});

const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })).map(([n, size]) => ({
  n: Math.max(n, size),
  size,
}));

describe('minibatches', () => {
  it('has every example once an epoch, the last batch short', () => {
    fc.assert(
      fc.property(sizes, fc.nat(1000), fc.nat(3), ({ n, size }, key, epoch) => {
        const batches = minibatches(numbered(n), { size, last: 'keep' });
        const { stepsPerEpoch } = batches;
        expect(stepsPerEpoch).toBe(Math.ceil(n / size));
        const labels = Array.from({ length: stepsPerEpoch }, (_, k) => [
          ...batches.at(key, epoch * stepsPerEpoch + k).meta.label.data,
        ]);
        expect(labels.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(labels.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
      }),
    );
  });

  it('has no example twice an epoch, and full batches only, where the last is dropped', () => {
    fc.assert(
      fc.property(sizes, fc.nat(1000), ({ n, size }, key) => {
        const batches = minibatches(numbered(n), { size });
        expect(batches.stepsPerEpoch).toBe(Math.floor(n / size));
        const labels = Array.from({ length: batches.stepsPerEpoch }, (_, k) => [
          ...batches.at(key, k).meta.label.data,
        ]);
        expect(labels.every((batch) => batch.length === size)).toBe(true);
        expect(new Set(labels.flat()).size).toBe(batches.stepsPerEpoch * size);
      }),
    );
  });

  it('keeps the rows of an example together, and the element types', () => {
    const { x, meta } = minibatches(numbered(1000), { size: 300 }).at(5, 7);
    expect([x.dtype, meta.label.dtype, ...x.shape]).toEqual(['float32', 'int32', 300, 2]);
    meta.label.data.forEach((label, i) => {
      expect([x.get(i, 0), x.get(i, 1)]).toEqual([label, -(2 * label + 1)]);
    });
  });

  it('is a pure function: the same batch whenever it is asked for', () => {
    const batches = minibatches(numbered(50), { size: 7 });
    const asked = fc.array(fc.tuple(fc.nat(4), fc.nat(30)), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(asked, (questions) => {
        for (const [key, step] of questions) {
          const fresh = minibatches(numbered(50), { size: 7 }).at(key, step);
          expect(batches.at(key, step).meta.label.data).toEqual(fresh.meta.label.data);
        }
      }),
    );
  });

  it('orders epochs and keys differently', () => {
    const batches = minibatches(numbered(1000), { size: 1000 });
    const orders = [batches.at(1, 0), batches.at(1, 1), batches.at(2, 0)].map(({ meta }) =>
      meta.label.data.join(),
    );
    expect(new Set(orders).size).toBe(3);
    const moved = batches.at(1, 0).meta.label.data.filter((label, i) => label !== i).length;
    expect(moved).toBeGreaterThan(980);
  });

  it('reads strided data, and one array', () => {
    const column = fromData(Float64Array.of(0, 9, 1, 9, 2, 9), [3], [-2], 4);
    const batch = minibatches(column, { size: 3 }).at(0, 0);
    expect([...batch.data].sort((a, b) => a - b)).toEqual([0, 1, 2]);
  });

  it('refuses arrays of different lengths, no data, numbers, and too little of it', () => {
    const refused = (data: unknown, size: number) => () => minibatches(data, { size });
    expect(
      refused(
        {
          x: [
            [1, 2],
            [3, 4],
          ],
          y: [1, 2, 3],
        },
        1,
      ),
    ).toThrow(ShapeError);
    expect(
      refused(
        {
          x: [
            [1, 2],
            [3, 4],
          ],
          y: [1, 2, 3],
        },
        1,
      ),
    ).toThrow(/one for an example, got 2, 3/);
    expect(refused({}, 1)).toThrow(/got none/);
    expect(refused({ x: 3 }, 1)).toThrow(/expected data\.x to be an array with a row for each example/);
    expect(refused([1, 2, 3], 4)).toThrow(/at least one batch of 4, got 3 examples; make size smaller/);
  });

  it('refuses sizes and steps that are not counts', () => {
    expect(() => minibatches([1, 2], { size: 0 })).toThrow(DomainError);
    expect(() => minibatches([1, 2], { size: 1 }).at(0, -1)).toThrow(
      /expected step to be an integer ≥ 0, got -1/,
    );
    expect(() => minibatches([1, 2], { size: 1, last: 'pad' as 'keep' })).toThrow(
      /'drop' or 'keep', got pad/,
    );
  });
});

describe('the types', () => {
  it('of a batch reach the loss of a run', async () => {
    const { losses } = await fit({
      params: { w: 3 },
      loss: ({ w }, { x }) => {
        expectTypeOf(x.data).toEqualTypeOf<Float32Array<ArrayBuffer>>();
        return sum(multiply(w, x));
      },
      batches: minibatches({ x: Float32Array.of(1, 2) }, { size: 2 }),
      steps: 1,
      key: 0,
    });
    expect(losses.get(0)).toBe(9);
  });
});
