import { type Key, normal, split } from '@monge/random';
import { shaped } from '../../floats.js';

/** A layer of a network, float32: weights [inputs, outputs], and biases [outputs]. */
export interface LayerData {
  readonly inputs: number;
  readonly outputs: number;
  readonly w: Float32Array;
  readonly b: Float32Array;
}

/** From coordinates in space through three hidden layers, with SiLU between the layers; as the last size says. */
export const HIDDEN = [3, 256, 256, 256] as const;
export const BATCH = 512;

/** Standard normals over √inputs for the weights: the layers keep the size of what they are given. */
export function makeNetwork(key: Key, outputs: number): LayerData[] {
  const sizes = [...HIDDEN, outputs];
  return sizes.slice(1).map((size, k) => {
    const [forW, forB] = split(split(key, sizes.length)[k]);
    const draw = (from: Key, count: number, std: number) =>
      normal(from, count, { std, dtype: 'float32' }).data;
    const inputs = sizes[k];
    return {
      inputs,
      outputs: size,
      w: draw(forW, inputs * size, 1 / Math.sqrt(inputs)),
      b: draw(forB, size, 0.1),
    };
  });
}

/** Under the names w0, b0, w1 … */
export function parameterArrays(network: readonly LayerData[]) {
  return Object.fromEntries(
    network.flatMap(({ inputs, outputs, w, b }, k) => [
      [`w${k}`, shaped(w, inputs, outputs)],
      [`b${k}`, shaped(b, outputs)],
    ]),
  );
}
