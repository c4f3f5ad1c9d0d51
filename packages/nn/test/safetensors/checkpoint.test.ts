import { add, matmul, mean, multiply, square, subtract, type Tensor } from '@monge/autodiff';
import { namedLeaves } from '@monge/autodiff/trees';
import { array } from '@monge/ndarray';
import { adam, decodeSafetensors, ema, encodeSafetensors, fit, restoreTree } from '@monge/nn';
import { normal } from '@monge/random';
import { expect, it } from 'vitest';
import { bitsOf } from './bits.js';

const x = normal(1, [64, 3]);
const y = normal(2, [64, 2]);
const options = {
  params: { layers: [{ w: normal(3, [3, 2]), b: array([0, 0.5], { dtype: 'float32' }) }], scale: 1 },
  loss: ({ layers: [{ w, b }], scale }: { layers: { w: Tensor; b: Tensor }[]; scale: Tensor | number }) =>
    mean(square(subtract(multiply(scale, add(matmul(x, w), b)), y))),
  batches: () => null,
  optimizer: adam({ learningRate: 0.01 }),
  ema: ema({ decay: 0.9 }),
  steps: 40,
  key: 5,
};
const bits = (tree: unknown) =>
  namedLeaves(tree).map(([name, leaf]) => [name, bitsOf(array(leaf as number))]);

it('training goes on from a checkpoint in a file as if it had never stopped, to the bit', async () => {
  const files: Uint8Array[] = [];
  const checkpoint = {
    every: 17,
    save: (each: object) => {
      files.push(encodeSafetensors(each));
    },
  };
  const whole = await fit({ ...options, checkpoint });
  const resumed = await fit({ ...options, resume: decodeSafetensors(files[0]).tensors });
  expect(files).toHaveLength(2);
  expect(bits(resumed.checkpoint)).toEqual(bits(whole.checkpoint));
  const { checkpoint: last } = whole;
  expect(bits(restoreTree(decodeSafetensors(encodeSafetensors(last)).tensors, last))).toEqual(bits(last));
});
