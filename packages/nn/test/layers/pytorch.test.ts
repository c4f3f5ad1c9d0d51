import { linear as affine, type Tensor, vjp } from '@monge/autodiff';
import { mapLeaves } from '@monge/autodiff/trees';
import { array, eye, type NdArray, zeros } from '@monge/ndarray';
import { embedding, groupNorm, gru, layerNorm, linear, lstm, type RecurrentParams } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/layers.json' with { type: 'json' };
import { expectClose } from '../support/arrays.js';

/** What is left here is the rounding of two programs. */
const TOLERANCE = 1e-13;

const dtype = 'float64';

/** Holds trees of arrays against one another, leaf by leaf. */
function expectTree(what: string, actual: unknown, expected: unknown): void {
  mapLeaves(
    (x: NdArray, y: number[]) => {
      expectClose(what, x, array(y), TOLERANCE);
    },
    actual,
    expected,
  );
}

/** Holds f(params, x) and its gradients against what a file says. */
function expectLayer(
  apply: (params: never, x: Tensor) => Tensor,
  expected: {
    params: unknown;
    x: unknown;
    y: unknown;
    cotangent: unknown;
    gradients: { params: unknown; x: unknown };
  },
): void {
  const params = expected.params as never;
  const [y, pullback] = vjp(apply, params, expected.x as never);
  expectTree('the result', y, expected.y);
  const [ofParams, ofX] = pullback(expected.cotangent as never) as readonly unknown[];
  expectTree('the gradients of the parameters', ofParams, expected.gradients.params);
  expectTree('the gradient of x', ofX, expected.gradients.x);
}

describe(`PyTorch ${document.torch} has the same values and gradients`, () => {
  it('of a linear layer', () => {
    expectLayer(linear({ inputs: 5, outputs: 3, dtype }).apply, document.linear);
  });

  it('of layer normalisation', () => {
    const { epsilon } = document.layerNorm;
    expectLayer(layerNorm({ features: 7, epsilon, dtype }).apply, document.layerNorm);
  });

  it('of group normalisation, with channels last', () => {
    const { groups, epsilon } = document.groupNorm;
    expectLayer(groupNorm({ channels: 6, groups, epsilon, dtype }).apply, document.groupNorm);
  });

  it('of an embedding, in which an index occurs three times', () => {
    const { params, x, y, cotangent, gradients } = document.embedding;
    const { apply } = embedding({ count: 5, features: 3, dtype });
    const [value, pullback] = vjp((table: Tensor) => apply({ table }, x), params.table);
    expectTree('the rows', value, y);
    expectTree('the gradient', pullback(cotangent)[0], gradients.params.table);
  });

  it('of a GRU over a sequence', () => {
    const { params, x, start, y, end, cotangent, gradients } = document.gru;
    const layer = gru({ inputs: 4, features: 5, dtype });
    const run = (p: RecurrentParams, xs: Tensor, state: Tensor) => layer.run(p, xs, { state });
    const [[last, outputs], pullback] = vjp(run, params, x, start[0]);
    expectTree('the last state', last, end[0]);
    expectTree('the outputs', outputs, y);
    const [ofParams, ofX, ofStart] = pullback([zeros([3, 5]), cotangent]);
    expectTree('the gradients of the parameters', ofParams, gradients.params);
    expectTree('the gradient of xs', ofX, gradients.x);
    expectTree('the gradient of the first state', ofStart, gradients.start[0]);
  });

  it('of an LSTM over a sequence', () => {
    const { params, x, start, y, end, cotangent, gradients } = document.lstm;
    const layer = lstm({ inputs: 4, features: 5, dtype });
    const run = (p: RecurrentParams, xs: Tensor, h: Tensor, c: Tensor) =>
      layer.run(p, xs, { state: { h, c } });
    const [[last, outputs], pullback] = vjp(run, params, x, start[0], start[1]);
    expectTree('the last state', [last.h, last.c], end);
    expectTree('the outputs', outputs, y);
    const [ofParams, ofX, ...ofStart] = pullback([{ h: zeros([3, 5]), c: zeros([3, 5]) }, cotangent]);
    expectTree('the gradients of the parameters', ofParams, gradients.params);
    expectTree('the gradient of xs', ofX, gradients.x);
    expectTree('the gradients of the first state', ofStart, gradients.start);
  });

  it.each(Object.entries(document.activations))('of the activation %s', (name, expected) => {
    const { x, y, cotangent, gradients } = expected;
    const activated = (z: Tensor) => affine(z, eye(12), zeros([12]), name as 'relu');
    const [value, pullback] = vjp(activated, x);
    expect(value.shape).toEqual([12]);
    expectTree('the values', value, y);
    expectTree('the gradient', pullback(cotangent)[0], gradients.x);
  });
});
