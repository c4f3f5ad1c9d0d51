import { grad, mean, square, subtract, type Tensor, vjp } from '@monge/autodiff';
import { namedLeaves } from '@monge/autodiff/trees';
import { add, copy, multiply, type NdArray, slice, take } from '@monge/ndarray';
import { type UnetOptions, type UnetParams, unet } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/images.json' with { type: 'json' };
import { expectClose, inner, normals, type Stored, stored } from '../support/arrays.js';
import { ddpmSize } from './ddpm-size.js';
import { perturbed } from './perturbed.js';

const tiny: UnetOptions = {
  channels: 2,
  features: [4, 6],
  blocks: 1,
  groups: 2,
  timeFeatures: 4,
  dtype: 'float64',
};
const net = unet(tiny);
const initial = net.init(1);
/** With other numbers for the zeros that it begins with. */
const params = perturbed(initial);

describe('unet', () => {
  it('takes the images of a batch in any order', () => {
    const [x, t] = [normals([5, 4, 6, 2], 1), normals([5], 2)];
    const y = net.apply(params, { x, t }) as NdArray;
    const order = [3, 0, 4, 1, 2];
    const moved = net.apply(params, { x: take(x, order, { axis: 0 }), t: take(t, order) }) as NdArray;
    expectClose('the images', moved, take(y, order, { axis: 0 }), 1e-13);
  });

  it('lets no image see another, nor its time', () => {
    const [x, t] = [normals([3, 5, 4, 2], 1), normals([3], 2)];
    const y = net.apply(params, { x, t }) as NdArray;
    const alone = net.apply(params, { x: slice(x, [1, 2]), t: slice(t, [1, 2]) }) as NdArray;
    expectClose('one image', alone, slice(y, [1, 2]), 1e-13);
  });

  it('begins as exactly 0, and passes gradients on', () => {
    const input = { x: normals([2, 4, 4, 2], 3), t: [0.2, 0.7] };
    const y = net.apply(initial, input) as NdArray;
    expect(Array.from(y.data).every((value) => value === 0)).toBe(true);
    const loss = (p: UnetParams): Tensor => mean(square(subtract(net.apply(p, input), 1)));
    expect(Math.abs((grad(loss)(initial).last.b as NdArray).data[0])).toBeGreaterThan(0.1);
  });

  it('depends on the time, the same for all if it is a number', () => {
    const x = normals([2, 4, 4, 2], 3);
    const early = net.apply(params, { x, t: 0.1 }) as NdArray;
    expectClose('one time for all', early, net.apply(params, { x, t: [0.1, 0.1] }) as NdArray, 1e-14);
    const late = net.apply(params, { x, t: 0.9 }) as NdArray;
    expect(Math.abs(late.get(0, 0, 0, 0) - early.get(0, 0, 0, 0))).toBeGreaterThan(1e-6);
  });

  it('sees the whole image through the attention in the middle', () => {
    const x = normals([1, 16, 16, 2], 4);
    const other = copy(x);
    other.set(0, 0, 0, 0, 5);
    const [y, z] = [x, other].map((image) => net.apply(params, { x: image, t: 0.5 }) as NdArray);
    expect(y.get(0, 15, 15, 0)).not.toBe(z.get(0, 15, 15, 0));
  });

  it('has the gradient of central differences, by every parameter and by the images', () => {
    const attentive = unet({ ...tiny, attention: [0], heads: 2 });
    const at = { ...perturbed(attentive.init(2)), images: normals([2, 3, 5, 2], 5) };
    const target = normals([2, 3, 5, 2], 6);
    const loss = ({ images, ...p }: typeof at): Tensor =>
      mean(square(subtract(attentive.apply(p, { x: images, t: [0.3, 0.6] }), target)));
    const rates = namedLeaves(grad(loss as (p: unknown) => Tensor)(at)) as [string, NdArray][];
    const along = new Map(rates.map(([name, { shape }], k) => [name, normals(shape, 100 + k)]));
    const slope = rates.reduce((total, [name, rate]) => total + inner(rate, along.get(name) as NdArray), 0);
    const step = (by: number): number => {
      const moved = perturbed(at, (name, leaf) => add(leaf, multiply(along.get(name) as NdArray, by)));
      return (loss(moved) as NdArray).data[0];
    };
    const difference = (step(1e-5) - step(-1e-5)) / 2e-5;
    expect(Math.abs(difference - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
    for (const [name, rate] of rates) {
      expect(
        Array.from(rate.data).some((value) => value !== 0),
        `the gradient of ${name}`,
      ).toBe(true);
    }
  });
});

describe(`unet written in PyTorch ${document.version}`, () => {
  it('has the same values and gradients', () => {
    const { options, parameters, inputs, t, value, cotangent, gradients } = document.unet;
    const theirs: Readonly<Record<string, Stored>> = parameters;
    const same = unet({ ...options, dtype: 'float64' });
    const given = perturbed(same.init(0), (name) => stored(theirs[name]));
    const [y, pullback] = vjp((x: Tensor, p: UnetParams) => same.apply(p, { x, t }), stored(inputs.x), given);
    expectClose('the value', y, stored(value), 1e-11);
    const [ofImages, ofParams] = pullback(stored(cotangent));
    expectClose('the gradient of x', ofImages, stored(gradients.x), 1e-11);
    const rates = new Map(namedLeaves(ofParams) as [string, NdArray][]);
    for (const name of ['first.w', 'middle.0.residual.film.w'] as const) {
      expectClose(`the gradient of ${name}`, rates.get(name) as NdArray, stored(gradients[name]), 1e-11);
    }
  });
});

describe('unet at the edges', () => {
  it.each([
    [1, 1],
    [7, 10],
    [9, 3],
    [8, 12],
  ])('takes images of %i × %i through three levels', (h, w) => {
    const deep = unet({ channels: 1, outputs: 3, features: [4, 8, 8], blocks: 2, groups: 4 });
    const y = deep.apply(deep.init(0), { x: normals([2, h, w, 1]), t: [0, 1] });
    expect([y.shape, y.dtype]).toEqual([[2, h, w, 3], 'float32']);
  });

  it('may have one level', () => {
    const flat = unet({ channels: 1, features: [4], blocks: 1, groups: 2 });
    expect(flat.apply(flat.init(0), { x: normals([2, 3, 4, 1]), t: 0 }).shape).toEqual([2, 3, 4, 1]);
  });

  it('has attention where it is asked for, and in the middle', () => {
    const names = (options: UnetOptions) =>
      namedLeaves(unet(options).init(0))
        .map(([name]) => name)
        .filter((name) => name.includes('attention.q.w'));
    expect(names(tiny)).toEqual(['middle.0.attention.attention.q.w']);
    expect(names({ ...tiny, attention: [1] })).toEqual([
      'down.1.0.attention.attention.q.w',
      'middle.0.attention.attention.q.w',
      'up.1.0.attention.attention.q.w',
      'up.1.1.attention.attention.q.w',
    ]);
  });

  it('has the same parameters for the same key, and others for another', () => {
    const weights = (key: number) =>
      Array.from((net.init(key).up[1][0].residual.firstConvolution.w as NdArray).data);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });

  it('is as large as the networks of Ho et al., but for the scales of its modulation', () => {
    // What they publish of the one for CIFAR-10, and what its weights have.
    const theirs = { channels: 3, features: [128, 256, 256, 256], blocks: 2, attention: [1] };
    expect(ddpmSize(theirs)).toBe(35_746_307);
    for (const sizes of [
      { channels: 3, features: [8, 16, 16, 16], blocks: 2, attention: [1] },
      { channels: 1, features: [4, 12, 8], blocks: 1, attention: [0, 2] },
    ]) {
      const net = unet({ ...sizes, groups: 4, timeFeatures: sizes.features[0] });
      const leaves = namedLeaves(net.init(0)) as readonly (readonly [string, NdArray])[];
      const counts = leaves.map(([name, { data }]) =>
        name.includes('.film.') ? data.length / 2 : data.length,
      );
      expect(counts.reduce((total, count) => total + count, 0)).toBe(ddpmSize(sizes));
    }
  });
});

describe('unet refuses', () => {
  it.each([
    ['no levels', { features: [] }, 'features of at least one level'],
    ['groups that do not divide', { features: [4, 7] }, 'groups to divide features[1] (7), got 2'],
    ['a level that is none', { attention: [2] }, 'attention to name levels in [0, 2)'],
    ['no heads', { heads: 0 }, 'nn.unet: expected heads to be a positive integer'],
    ['no blocks', { blocks: 0 }, 'blocks to be a positive integer'],
  ])('%s', (_, options, part) => {
    const make = () => unet({ ...tiny, ...options });
    expect(make).toThrow(expect.objectContaining({ code: 'domain', message: expect.stringContaining(part) }));
  });

  it.each([
    ['images with other channels', normals([2, 4, 4, 3]), 0, 'nn.unet: expected x of shape'],
    ['images without a batch', normals([4, 4, 2]), 0, 'nn.unet: expected x of shape [n, h, w, c]'],
    ['times of another batch', normals([2, 4, 4, 2]), [0, 1, 2], 'nn.unet: expected t of shape [2]'],
  ])('%s', (_, x, t, part) => {
    expect(() => net.apply(params, { x, t })).toThrow(
      expect.objectContaining({ code: 'shape', message: expect.stringContaining(part) }),
    );
  });
});
