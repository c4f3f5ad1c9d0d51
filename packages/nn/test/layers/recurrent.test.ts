import { grad, square, sum, type Tensor } from '@monge/autodiff';
import { checkDerivatives } from '@monge/autodiff/testing';
import { mapLeaves } from '@monge/autodiff/trees';
import { eye, fromData, matmul, type NdArray, slice, transpose } from '@monge/ndarray';
import { gru, lstm, type RecurrentLayer, type RecurrentOptions, type RecurrentParams } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../support/arrays.js';
import { expectFailure } from '../support/expect-failure.js';

const options = { inputs: 2, features: 3, dtype: 'float64' } as const;
const xs = normals([7, 4, 2], 5);

checkLayer('gru', gru, 3);
checkLayer('lstm', lstm, 4);

function checkLayer<S>(
  name: string,
  make: (options: RecurrentOptions) => RecurrentLayer<RecurrentParams, S>,
  gates: number,
): void {
  const layer = make(options);
  const params = {
    input: { w: normals([2, 3 * gates], 1), b: normals([3 * gates], 2) },
    state: { w: normals([3, 3 * gates], 3), b: normals([3 * gates], 4) },
  };

  describe(`a layer made by ${name}`, () => {
    it('goes along a sequence as one step goes after another', () => {
      const outputs = layer.apply(params, xs) as NdArray;
      let state = layer.initialState([4]);
      for (let t = 0; t < 7; t++) {
        const [next, output] = layer.step(params, state, slice(xs, t));
        state = next;
        expectClose(`output ${t}`, output as NdArray, slice(outputs, t), 1e-14);
      }
      expectTrees('the last state', layer.run(params, xs)[0], state, 1e-14);
    });

    it('goes on from where it stopped', () => {
      const [between] = layer.run(params, slice(xs, [0, 3]));
      const [, rest] = layer.run(params, slice(xs, [3, 7]), { state: between });
      expectClose('the rest', rest as NdArray, slice(layer.apply(params, xs) as NdArray, [3, 7]), 1e-14);
    });

    it('has the same gradient where it computes states again', () => {
      const loss = (checkpoint: 'none' | 'sqrt') => (p: RecurrentParams) =>
        sum(square(layer.run(p, xs, { checkpoint })[1]));
      expectTrees('the gradient', grad(loss('sqrt'))(params), grad(loss('none'))(params), 1e-14);
    });

    it('takes each example for itself, however the batch is laid out', () => {
      const outputs = layer.apply(params, xs) as NdArray;
      expectClose(
        'without a batch',
        layer.apply(params, slice(xs, null, 2)) as NdArray,
        slice(outputs, null, 2),
        1e-14,
      );
      const square = layer.apply(params, fromData(xs.data, [7, 2, 2, 2])) as NdArray;
      expectClose('a batch with two axes', fromData(square.data, [7, 4, 3]), outputs, 0);
      const backwards = layer.apply(params, slice(xs, null, [3, null, -1])) as NdArray;
      expectClose('backwards', backwards, slice(outputs, null, [3, null, -1]), 1e-14);
    });

    it('has derivatives of every order, of the input and of all parameters', () => {
      const f = (x: Tensor, w: Tensor, b: Tensor, u: Tensor, c: Tensor) =>
        layer.apply({ input: { w, b }, state: { w: u, b: c } }, x);
      const { input, state } = params;
      const args = [slice(xs, [0, 3], [0, 2]), input.w, input.b, state.w, state.b];
      checkDerivatives(f, args, { order: 2 });
    });

    it('begins with an orthogonal matrix for the state in each gate', () => {
      const { input, state } = make({ inputs: 5, features: 30 }).init(3);
      expect(input.w.shape).toEqual([5, 30 * gates]);
      for (let gate = 0; gate < gates; gate++) {
        const block = slice(state.w, null, [30 * gate, 30 * (gate + 1)]);
        expectClose(`gate ${gate}`, matmul(transpose(block), block), eye(30), 1e-5);
      }
      const other = slice(state.w, null, [30, 60]);
      expect(slice(state.w, 0, [0, 30]).get(0)).not.toBe(other.get(0, 0));
    });

    it('computes in the element type of its parameters', () => {
      const single = make({ inputs: 2, features: 3 });
      expect(single.apply(single.init(0), [[[1, 2]]]).dtype).toBe('float32');
      expect(layer.apply(layer.init(0), fromData(Float32Array.of(1, 2), [1, 2])).dtype).toBe('float64');
      const [, output] = single.step(single.init(0), layer.initialState(), [1, 2]);
      expect(output.dtype).toBe('float32');
    });

    it('refuses what is no sequence, other features, and sizes that are none', () => {
      expectFailure(
        'shape',
        `nn.${name}: expected xs of shape [time, ...batch, 2] (one step or more), got [2]`,
        () => layer.apply(params, [1, 2]),
      );
      expectFailure(
        'shape',
        `nn.${name}: expected x of shape [..., 2] (features last, as many as the layer was made for), got [1, 3]`,
        () => layer.apply(params, [[1, 2, 3]]),
      );
      const other = layer.initialState([4]);
      const message =
        /(?:the|h of the) state of shape \[3, 3\] \(the batch of x, and the features\), got \[4, 3\]/;
      expect(() => layer.run(params, normals([2, 3, 2]), { state: other })).toThrow(message);
      expect(() => layer.step(params, other, normals([3, 2]))).toThrow(message);
      expect(() => layer.step(params, layer.initialState(), normals([3, 2]))).toThrow(/got \[3\]$/);
      expect(() => make({ inputs: 0, features: 1 })).toThrow(/inputs to be a positive integer/);
      expect(() => make({ inputs: 1, features: -1 })).toThrow(/features to be a positive integer/);
    });
  });
}

describe('lstm', () => {
  it('remembers at first', () => {
    const { input, state } = lstm({ inputs: 1, features: 2 }).init(0);
    expect(Array.from(input.b.data)).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(state.b.data.every((each) => each === 0)).toBe(true);
    expect(lstm({ inputs: 1, features: 1, forgetBias: 3 }).init(0).input.b.get(1)).toBe(3);
  });
});

function expectTrees(what: string, actual: unknown, expected: unknown, tolerance: number): void {
  mapLeaves(
    (x: NdArray, y: NdArray) => {
      expectClose(what, x, y, tolerance);
    },
    actual,
    expected,
  );
}
