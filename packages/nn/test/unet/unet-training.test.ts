import { add, mean, multiply, square, subtract, type Tensor, valueAndGrad } from '@monge/autodiff';
import { fromData, type NdArray, reshape } from '@monge/ndarray';
import { adam, applyUpdates, type UnetParams, unet } from '@monge/nn';
import { foldIn, type KeyLike, key, normal, randint, split, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';

const SIDE = 6;

/** Images of one bright bar on black, upright or lying, at a random place. */
function bars(of: KeyLike, n: number): NdArray {
  const [places, ways] = split(of, 2);
  const at = randint(places, [n], { low: 0, high: SIDE }).data;
  const upright = randint(ways, [n], { low: 0, high: 2 }).data;
  const pixel = (image: number, row: number, column: number): number =>
    (upright[image] === 1 ? column : row) === at[image] ? 1 : -0.2;
  const data = Float32Array.from({ length: n * SIDE * SIDE }, (_, k) =>
    pixel(Math.floor(k / SIDE ** 2), Math.floor(k / SIDE) % SIDE, k % SIDE),
  );
  return fromData(data, [n, SIDE, SIDE, 1]);
}

/** Noisy images, cos(πt/2)·x + sin(πt/2)·noise, and the noise. */
function batch(of: KeyLike, n: number) {
  const [images, times, noises] = split(of, 3);
  const t = uniform(times, [n], { low: 0.1, high: 0.9, dtype: 'float32' }).data;
  const noise = fromData(normal(noises, [n * SIDE * SIDE], { dtype: 'float32' }).data, [n, SIDE, SIDE, 1]);
  const level = (f: (angle: number) => number): NdArray =>
    fromData(
      Float32Array.from(t, (time) => f((Math.PI / 2) * time)),
      [n, 1, 1, 1],
    );
  const x = add(multiply(level(Math.cos), bars(images, n)), multiply(level(Math.sin), noise));
  return { x, t: reshape(fromData(t, [n]), [n]), noise };
}

describe('A U-Net that learns to tell noise from images', () => {
  const net = unet({ channels: 1, features: [8, 8], blocks: 1, groups: 4, timeFeatures: 8 });
  const loss = (params: UnetParams, { x, t, noise }: ReturnType<typeof batch>): Tensor =>
    mean(square(subtract(net.apply(params, { x, t }), noise)));

  it('does so within a few steps of Adam', () => {
    const optimizer = adam({ learningRate: 0.01 });
    let params = net.init(key(5));
    let state = optimizer.init(params);
    const held = batch(key(6), 32);
    const before = (loss(params, held) as NdArray).data[0];
    for (let step = 0; step < 25; step++) {
      const [, gradient] = valueAndGrad(loss)(params, batch(foldIn(key(7), step), 8));
      const { updates, state: next } = optimizer.update(gradient, state, params);
      params = applyUpdates(params, updates);
      state = next;
    }
    const after = (loss(params, held) as NdArray).data[0];
    // It begins as 0, so that the loss is the variance of the noise.
    expect(before).toBeCloseTo(1, 1);
    expect(after).toBeLessThan(0.6 * before);
  }, 30_000);
});
