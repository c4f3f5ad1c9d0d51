import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import { fromData, type NdArray } from '@monge/ndarray';
import {
  adam,
  adamw,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  clipByValue,
  cosineSchedule,
  momentum,
  type Optimizer,
  sgd,
  weightDecay,
} from '@monge/nn';
import { describe, expect, it } from 'vitest';
import fixture from '../fixtures/optimizers.json' with { type: 'json' };
import { elements } from '../support/elements.js';
import { gradients, type Params, path, read, start } from '../support/paths.js';

const cosine = cosineSchedule({ from: 0.1, to: 0.005, steps: 60 });

const optimizers: Readonly<Record<keyof typeof fixture.paths, Optimizer>> = {
  sgd: sgd({ learningRate: 0.03 }),
  'sgd, cosine': sgd({ learningRate: cosine }),
  momentum: momentum({ learningRate: 0.03, decay: 0.8 }),
  'momentum, nesterov': momentum({ learningRate: 0.03, decay: 0.8, mode: 'nesterov' }),
  adam: adam({ learningRate: 0.05, beta1: 0.8, beta2: 0.99, epsilon: 1e-4 }),
  'adam, defaults': adam(),
  'adam, cosine': adam({ learningRate: cosine }),
  adamw: adamw({ learningRate: 0.05, decay: 0.1 }),
  'adamw, masked': adamw({ learningRate: cosine, decay: 0.1, mask: (name) => name === 'w' }),
  'clipByGlobalNorm, adam': chain(clipByGlobalNorm(25), adam({ learningRate: 0.05 })),
  'clipByValue, momentum': chain(clipByValue(0.7), momentum({ learningRate: 0.03, decay: 0.8 })),
  'weightDecay, sgd': chain(weightDecay(0.2), sgd({ learningRate: 0.03 })),
};
const named = Object.entries(optimizers) as [keyof typeof optimizers, Optimizer][];

describe('every optimiser', () => {
  it.each(named)('%s computes the path of optax, in float64', (name, optimizer) => {
    const ours = path(optimizer, start, gradients);
    for (const [k, step] of fixture.kept.entries()) {
      const expected = elements(read(fixture.paths[name][k]));
      elements(ours[step - 1]).forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-11 * Math.max(1, Math.abs(expected[i])));
      });
    }
  });

  it.each(named)('%s leads in one pass where it leads in two', (_, optimizer) => {
    if (optimizer.advance === undefined) return;
    let { params, state } = { params: start, state: optimizer.init(start) };
    for (const gradient of gradients) {
      const { updates, state: expected } = optimizer.update(gradient, state, params);
      const reached = optimizer.advance(gradient, state, params);
      expect(elements(reached.state)).toEqual(elements(expected));
      const before = elements(params);
      elements(applyUpdates(params, updates)).forEach((value, i) => {
        const error = Math.abs(elements(reached.params)[i] - value);
        expect(error).toBeLessThanOrEqual(4 * Number.EPSILON * (Math.abs(before[i]) + Math.abs(value)));
      });
      ({ params, state } = reached);
    }
  });

  it.each(named)('%s computes it in float32, and remembers float32', (name, optimizer) => {
    const narrow = read(fixture.start, 'float32');
    const ours = path(
      optimizer,
      narrow,
      fixture.gradients.map((gradient) => read(gradient, 'float32')),
    );
    const last = fixture.kept.length - 1;
    const expected = elements(read(fixture.paths[name][last]));
    const reached = ours[fixture.kept[last] - 1];
    elements(reached).forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[i])));
    });
    expect([reached.w.dtype, reached.b.dtype]).toEqual(['float32', 'float32']);
    const arrays = namedLeaves(optimizer.init(narrow)).filter(([, leaf]) => typeof leaf !== 'number');
    for (const [, leaf] of arrays) expect((leaf as NdArray).dtype).toBe('float32');
  });

  it.each(named)('%s writes to nothing that it is given', (_, optimizer) => {
    const state = optimizer.init(start);
    const before = JSON.stringify([state, gradients[0], start].map(elements));
    const { state: next } = optimizer.update(gradients[0], state, start);
    const between = JSON.stringify(elements(next));
    optimizer.update(gradients[1], next, start);
    expect(JSON.stringify([state, gradients[0], start].map(elements))).toBe(before);
    expect(JSON.stringify(elements(next))).toBe(between);
  });

  it.each(named)('%s remembers a tree of arrays and numbers that survives being cloned', (_, optimizer) => {
    const { state } = optimizer.update(gradients[0], optimizer.init(start), start);
    const again = optimizer.update(gradients[1], structuredClone(mapLeaves(bare, state)), start);
    expect(elements(again)).toEqual(elements(optimizer.update(gradients[1], state, start)));
  });

  it.each(named)('%s treats each element alike, wherever it lies in memory', (_, optimizer) => {
    // Columns of odd numbers, backwards, of an array twice as wide.
    const strided = (x: NdArray): NdArray => {
      const data = new Float64Array(2 * x.size);
      for (let i = 0; i < x.size; i++) data[2 * (x.size - 1 - i) + 1] = x.data[i];
      const stride = x.shape.length === 2 ? [-2 * x.shape[1], -2] : [-2];
      return fromData(data, x.shape, stride, data.length - 1);
    };
    const apart = (params: Params) => ({ w: strided(params.w), b: strided(params.b) }) as Params;
    const [expected, got] = [
      path(optimizer, start, gradients.slice(0, 5)),
      path(optimizer, apart(start), gradients.slice(0, 5).map(apart)),
    ];
    expect(elements(got)).toEqual(elements(expected));
  });
});

/** An array as it comes out of a message: without methods. */
function bare(leaf: NdArray | number): unknown {
  if (typeof leaf === 'number') return leaf;
  const { data, shape, stride, offset } = leaf;
  return { data, shape: [...shape], stride: [...stride], offset };
}
