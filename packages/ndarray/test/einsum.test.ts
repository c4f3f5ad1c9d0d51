import {
  broadcastTo,
  copy,
  einsum,
  type FloatData,
  flip,
  matmul,
  multiply,
  type NdArray,
  ones,
  outer,
  type Strided,
  slice,
  sum,
  toNested,
  transpose,
  zeros,
} from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { assertAllClose, layouts, stridedArrays } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from './failure.js';

type Indices = Readonly<Record<string, number>>;

/** All combinations of indices for the labels. */
function combinations(lengths: Indices): Indices[] {
  return Object.entries(lengths).reduce<Indices[]>(
    (all, [label, length]) =>
      all.flatMap((indices) => Array.from({ length }, (_, i) => ({ ...indices, [label]: i }))),
    [{}],
  );
}

/** One loop for each label: the definition. */
function nestedLoops(subscripts: string, operands: readonly NdArray[]): number[] {
  const [left, output] = subscripts.split('->');
  const labels = left.split(',');
  const lengths: Record<string, number> = {};
  labels.forEach((own, k) => {
    own.split('').forEach((label, axis) => {
      lengths[label] = operands[k].shape[axis];
    });
  });
  const size = output.split('').reduce((product, label) => product * lengths[label], 1);
  const result = new Array<number>(size).fill(0);
  for (const indices of combinations(lengths)) {
    const at = output.split('').reduce((position, label) => position * lengths[label] + indices[label], 0);
    const factors = operands.map((operand, k) =>
      operand.get(...labels[k].split('').map((label) => indices[label])),
    );
    result[at] += factors.reduce((product, factor) => product * factor, 1);
  }
  return result;
}

const names = ['a', 'b', 'c', 'd', 'E'];

/** Subscripts of one to four operands over five labels, and lengths of theirs: any repetition, in any order. */
const expressions = fc
  .record({
    labels: fc.array(fc.array(fc.constantFrom(...names), { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    lengths: fc.tuple(...Array.from({ length: 5 }, () => fc.integer({ min: 0, max: 3 }))),
    order: fc.shuffledSubarray(names),
  })
  .map(({ labels, lengths: [a, b, c, d, E], order }) => {
    const lengths: Indices = { a, b, c, d, E };
    const output = order.filter((label) => labels.flat().includes(label));
    return {
      subscripts: `${labels.map((own) => own.join('')).join(',')}->${output.join('')}`,
      shapes: labels.map((own) => own.map((label) => lengths[label])),
      shape: output.map((label) => lengths[label]),
    };
  });

/** Whole numbers, whose products and sums are exact in any order. */
const whole = (shape: readonly number[]) =>
  stridedArrays({ shape, element: fc.integer({ min: -3, max: 3 }) });

const problems = expressions.chain((expression) =>
  fc.tuple(fc.constant(expression), fc.tuple(...expression.shapes.map(whole))),
);

describe('laws', () => {
  it('is a sum over all labels that the result does not have, whatever the layouts', () => {
    fc.assert(
      fc.property(problems, ([{ subscripts, shape }, operands]) => {
        const result = einsum(subscripts, ...operands);
        expect(result.shape).toEqual(shape);
        expect(result.stride).toEqual(zeros(shape).stride);
        // Without the signs of zeros.
        expect(Array.from(result.data, (x) => x + 0)).toEqual(
          nestedLoops(subscripts, operands).map((x) => x + 0),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('does not see the order of the operands, or the names of the labels', () => {
    fc.assert(
      fc.property(problems, ([{ subscripts }, operands]) => {
        const [left, output] = subscripts.split('->');
        const turned = `${left.split(',').toReversed().join(',')}->${output}`;
        const result = einsum(subscripts, ...operands);
        assertAllClose(einsum(turned, ...operands.toReversed()), result);
        const renamed = subscripts.replace(/[a-d]/g, (label) => 'zQxM'.charAt('abcd'.indexOf(label)));
        assertAllClose(einsum(renamed, ...operands), result);
      }),
    );
  });

  it('never touches its operands, nor hands out their memory', () => {
    fc.assert(
      fc.property(problems, ([{ subscripts }, operands]) => {
        const before = operands.map(({ data }) => data.slice());
        einsum(subscripts, ...operands).data.fill(7);
        expect(operands.map(({ data }) => data)).toEqual(before);
      }),
    );
  });

  it('an ellipsis is as many labels, which broadcast', () => {
    const batches = fc.constantFrom<[left: number[], right: number[], common: number[]]>(
      [
        [2, 3],
        [2, 3],
        [2, 3],
      ],
      [[3], [2, 3], [2, 3]],
      [[], [2, 3], [2, 3]],
      [
        [2, 3],
        [1, 3],
        [2, 3],
      ],
      [[2, 1], [3], [2, 3]],
      [[1, 1], [1], [1, 1]],
      [[0, 1], [3], [0, 3]],
    );
    const problem = batches.chain(([left, right, common]) =>
      fc.tuple(whole([...left, 2, 4]), whole([...right, 4, 3]), fc.constant(common)),
    );
    fc.assert(
      fc.property(problem, ([a, b, common]) => {
        const stretched = [broadcastTo(a, [...common, 2, 4]), broadcastTo(b, [...common, 4, 3])];
        const result = einsum('...ij,...jk->k...i', a, b);
        expect(result.shape).toEqual([3, ...common, 2]);
        assertAllClose(result.data, nestedLoops('xyij,xyjk->kxyi', stretched));
        expect(einsum('...ij,...jk', a, b)).toEqual(einsum('...ij,...jk->...ik', a, b));
      }),
    );
  });

  it('writes to out, which may be an operand', () => {
    fc.assert(
      fc.property(whole([3, 3]), whole([3, 3]), (a, b) => {
        const out = zeros([3, 3], { dtype: 'float32' });
        const expected = einsum('ij,jk->ki', a, b);
        expect(einsum('ij,jk->ki', a, b, { out })).toBe(out);
        assertAllClose(out, expected);
        const own = copy(a);
        einsum('ij->ji', own, { out: own });
        expect(toNested(own)).toEqual(toNested(transpose(a)));
      }),
    );
  });
});

describe('the common forms', () => {
  const a = normal(3, [6, 7]);
  const b = normal(4, [7, 5]);
  const square = copy(normal(5, [4, 4]));
  const close = { rtol: 1e-13, atol: 1e-13 };

  it('are a transpose, a diagonal, a trace, sums', () => {
    const diagonal = [0, 1, 2, 3].map((i) => square.get(i, i));
    expect(einsum('ij->ji', a)).toEqual(copy(transpose(a)));
    expect(einsum('ba', a)).toEqual(copy(transpose(a)));
    expect(toNested(einsum('ii->i', square))).toEqual(diagonal);
    expect(einsum('ii', square).get()).toBe(sum(diagonal));
    expect(einsum('ij->j', a)).toEqual(sum(a, { axis: 0 }));
    expect(einsum('...i->...', a)).toEqual(sum(a, { axis: 1 }));
    expect(einsum('', 3).get()).toBe(3);
  });

  it('are products of matrices, of vectors, of numbers, element by element', () => {
    const [u, v] = [normal(6, 4), normal(7, 4)];
    expect(einsum('ij,jk', a, b)).toEqual(matmul(a, b));
    expect(einsum('ij,jk->ki', a, b)).toEqual(copy(transpose(matmul(a, b))));
    expect(einsum('ij, ij -> ij', a, a)).toEqual(multiply(a, a));
    expect(einsum('i,j->ij', u, v)).toEqual(outer(u, v));
    expect(einsum('i,i', [1, 2, 3], [4, 5, 6]).get()).toBe(32);
    expect(toNested(einsum(',i', 3, [1, 2]))).toEqual([3, 6]);
    assertAllClose(einsum('ij,ij->', a, a), sum(multiply(a, a)), close);
    assertAllClose(einsum('i,ij,j', u, square, v), matmul(matmul(u, square), v), close);
  });

  it('sum over several labels, more than a thousand elements long', () => {
    const x = normal(8, [3, 1200, 2]);
    const y = flip(normal(9, [2, 4, 1200]));
    const expected = zeros([4, 3]);
    for (let k = 0; k < 4; k++) {
      for (let i = 0; i < 3; i++) {
        expected.set(k, i, sum(multiply(slice(x, i), transpose(slice(y, null, k)))));
      }
    }
    assertAllClose(einsum('ijl,lkj->ki', x, y), expected, { rtol: 1e-12, atol: 1e-12 });
  });

  it('lie in memory in any way', () => {
    const expected = einsum('ijk,kjl->li', normal(1, [3, 4, 5]), normal(2, [5, 4, 2]));
    for (const { array: x } of layouts(normal(1, [3, 4, 5]).data, [3, 4, 5])) {
      for (const { array: y } of layouts(normal(2, [5, 4, 2]).data, [5, 4, 2])) {
        assertAllClose(einsum('ijk,kjl->li', x, y), expected, close);
      }
    }
  });

  it('chain without large intermediate results, from the left or from the right', () => {
    const lengths: number[] = [];
    const executor = {
      gemm: <D extends FloatData>(a: Strided<D>, b: Strided<D>, out: D) => {
        lengths.push(out.length);
        createJavaScript().gemm(a, b, out);
      },
    };
    const [u, v, w] = [normal(1, [2000, 1]), normal(2, [1, 2000]), normal(3, [2000, 1])];
    const inner = matmul(v, w).get(0, 0);
    assertAllClose(einsum('ia,aj,jb->ib', u, v, w, { executor }), multiply(u, inner), close);
    assertAllClose(einsum('ij,jk,kl->il', v, w, v, { executor }), multiply(v, inner), close);
    expect(lengths).toEqual([1, 2000, 1, 2000]);
  });
});

describe('element types and executors', () => {
  it('is float32 if all operands are, and multiplied by the executor', () => {
    const a = normal(1, [30, 4, 50], { dtype: 'float32' });
    const b = normal(2, [50, 30], { dtype: 'float32' });
    const expected = einsum('ijk,ki->ij', a, b);
    expectTypeOf(expected).toEqualTypeOf<NdArray<Float32Array>>();
    const onExecutor = einsum('ijk,ki->ij', a, b, { executor: createWasm() });
    expectTypeOf(onExecutor).toEqualTypeOf<NdArray<Float32Array>>();
    assertAllClose(onExecutor, expected, { rtol: 1e-5, atol: 1e-5 });
    expect(einsum('ijk,ki->ij', a, toNested(b) as number[][]).dtype).toBe('float64');
  });

  it('hands the operands to the executor where they are, in the order that makes the result', () => {
    const x = normal(1, [40, 5, 6]);
    const y = normal(2, [30, 40]);
    const seen: unknown[] = [];
    const executor = {
      gemm: (a: Strided, b: Strided) => {
        for (const { data, shape, stride } of [a, b]) {
          seen.push([data === x.data ? 'x' : data === y.data ? 'y' : 'a copy', shape, stride]);
        }
      },
    };
    einsum('jkl,ij->ikl', x, y, { executor });
    einsum('jkl,ij->kli', x, y, { executor });
    // Of two axes that are summed over, in the order of the larger operand's memory.
    einsum('jlk,kli', x, normal(3, [6, 5, 2]), { executor });
    expect(seen).toEqual([
      ['y', [30, 40], [40, 1]],
      ['x', [40, 30], [30, 1]],
      ['x', [30, 40], [1, 30]],
      ['y', [40, 30], [1, 40]],
      ['a copy', [2, 30], [30, 1]],
      ['x', [30, 40], [1, 30]],
    ]);
  });
});

describe('edges', () => {
  it('sums over nothing to zero, and over nothing else to nothing', () => {
    expect(toNested(einsum('ij,jk->ik', zeros([2, 0]), zeros([0, 3])))).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(einsum('ij,jk->ik', zeros([0, 2]), ones([2, 3])).shape).toEqual([0, 3]);
    expect(einsum('ij->', zeros([0, 3])).get()).toBe(0);
    expect(einsum('ii->i', zeros([0, 0])).shape).toEqual([0]);
  });

  it('keeps to IEEE arithmetic', () => {
    expect(einsum('i,i', [0, 1], [Infinity, 1]).get()).toBeNaN();
    expect(toNested(einsum('i,j->ij', [0, 1], [Infinity]))).toEqual([[Number.NaN], [Infinity]]);
  });
});

describe('errors', () => {
  it('refuses subscripts that say nothing', () => {
    for (const text of ['i1,j', 'ij->jk->k', '..i', '...i...', 'i,j->i.']) {
      expectFailure(
        'domain',
        `ndarray.einsum: expected subscripts like 'ij,jk->ik' (each label a letter, at most one ... an operand), got '${text}'`,
        () => einsum(text, [1], [1]),
      );
    }
  });

  it('refuses an output that the operands do not have', () => {
    expectFailure(
      'domain',
      "ndarray.einsum: expected the output of 'ij->ik' to name labels of the operands, each once, got 'k' that no operand has",
      () => einsum('ij->ik', zeros([2, 2])),
    );
    expectFailure(
      'domain',
      "ndarray.einsum: expected the output of 'i->ii' to name labels of the operands, each once, got 'i' twice",
      () => einsum('i->ii', [1, 2]),
    );
    expectFailure(
      'domain',
      "ndarray.einsum: expected the output of '...i->i' to have the ... of the operands, got none; sum over named labels instead",
      () => einsum('...i->i', zeros([2, 2])),
    );
  });

  it('refuses operands of another number, rank, or length', () => {
    expectFailure('domain', "ndarray.einsum: expected 2 operands (the subscripts are 'ij,jk'), got 1", () =>
      einsum('ij,jk', zeros([2, 2])),
    );
    expectFailure(
      'shape',
      "ndarray.einsum: expected operand 1 to have 2 axes (its subscripts are 'jk'), got shape [3]",
      () => einsum('ij,jk', zeros([2, 3]), [1, 2, 3]),
    );
    expectFailure(
      'shape',
      "ndarray.einsum: expected operand 0 to have at least 2 axes (its subscripts are 'i...j'), got shape [3]",
      () => einsum('i...j', [1, 2, 3]),
    );
    expectFailure(
      'shape',
      "ndarray.einsum: expected the axes of 'j' to have one length, got 3 (axis 1 of operand 0) and 1 (axis 0 of operand 1)",
      () => einsum('ij,jk', zeros([2, 3]), zeros([1, 2])),
    );
    expectFailure(
      'shape',
      'ndarray.einsum: expected the axes of an ellipsis to broadcast, got 2 (axis 0 of operand 0) and 3 (axis 0 of operand 1)',
      () => einsum('...i,...i', zeros([2, 3]), zeros([3, 3])),
    );
    expectFailure('shape', 'ndarray.einsum: expected out of shape [2] (that of the result), got [3]', () =>
      einsum('ij->i', zeros([2, 3]), { out: zeros([3]) }),
    );
  });
});
