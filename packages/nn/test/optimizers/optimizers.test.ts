import { exp, grad, multiply, sum, type Tensor } from '@monge/autodiff';
import { DomainError, DTypeError, fromData, type NdArray, norm, ShapeError } from '@monge/ndarray';
import {
  adam,
  adamw,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  clipByValue,
  cosineSchedule,
  linearSchedule,
  momentum,
  sgd,
  weightDecay,
} from '@monge/nn';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements } from '../support/elements.js';
import { gradients, path, start } from '../support/paths.js';

const vectors = fc.array(
  fc.double({ min: -100, max: 100, noNaN: true }).filter((x) => Math.abs(x) > 1e-3),
  {
    minLength: 1,
    maxLength: 12,
  },
);

describe('sgd', () => {
  it('is linear in the gradients', () => {
    const { init, update } = sgd({ learningRate: 0.3 });
    fc.assert(
      fc.property(vectors, fc.double({ min: -5, max: 5, noNaN: true }), (g, a) => {
        const whole = update(
          g.map((x) => a * x),
          init(g),
          g,
        ).updates;
        const single = update(g, init(g), g).updates;
        whole.data.forEach((u, i) => {
          expect(u).toBeCloseTo(a * single.data[i], 10);
        });
      }),
    );
  });

  it('takes the rate of each step from 0 on', () => {
    const { init, update } = sgd({ learningRate: linearSchedule({ from: 4, steps: 4 }) });
    let state = init([0]);
    const rates = Array.from({ length: 6 }, () => {
      const updated = update([-1], state, [0]);
      state = updated.state;
      return updated.updates.data[0];
    });
    expect(rates).toEqual([4, 3, 2, 1, 0, 0]);
  });
});

describe('momentum', () => {
  it('takes steps 1 / (1 − μ) times as long where gradients stay the same', () => {
    for (const mode of ['heavyBall', 'nesterov'] as const) {
      const { init, update } = momentum({ learningRate: 0.1, decay: 0.75, mode });
      let updated = update([2, -1], init([0, 0]), [0, 0]);
      for (let k = 0; k < 200; k++) updated = update([2, -1], updated.state, [0, 0]);
      expect(updated.updates.data[0]).toBeCloseTo(-0.8, 12);
      expect(updated.updates.data[1]).toBeCloseTo(0.4, 12);
    }
  });

  it('without inertia is sgd', () => {
    for (const mode of ['heavyBall', 'nesterov'] as const) {
      const inert = path(momentum({ learningRate: 0.03, decay: 0, mode }), start, gradients);
      expect(elements(inert)).toEqual(elements(path(sgd({ learningRate: 0.03 }), start, gradients)));
    }
  });
});

describe('adam', () => {
  it('does not see the scale of the gradients', () => {
    const { init, update } = adam({ learningRate: 0.01, epsilon: 1e-300 });
    fc.assert(
      fc.property(vectors, vectors, fc.integer({ min: -40, max: 40 }), (first, second, power) => {
        const scaled = (g: readonly number[]) => first.map((_, i) => 2 ** power * (g[i] ?? 1));
        const plain = (g: readonly number[]) => first.map((_, i) => g[i] ?? 1);
        const one = update(plain(second), update(plain(first), init(first), first).state, first);
        const two = update(scaled(second), update(scaled(first), init(first), first).state, first);
        expect(elements(two.updates)).toEqual(elements(one.updates));
      }),
    );
  });

  it('moves each parameter by the rate in its first step, against the gradient', () => {
    const { init, update } = adam({ learningRate: 0.25 });
    fc.assert(
      fc.property(vectors, (g) => {
        update(g, init(g), g).updates.data.forEach((u, i) => {
          expect(u).toBeCloseTo(-0.25 * Math.sign(g[i]), 5);
        });
      }),
    );
  });

  it('commutes with permutations of the parameters', () => {
    fc.assert(
      fc.property(vectors, (g) => {
        const { init, update } = adam();
        const reversed = g.toReversed();
        const back = update(reversed, init(g), reversed).updates;
        expect([...back.data].reverse()).toEqual([...update(g, init(g), g).updates.data]);
      }),
    );
  });

  it('is adamw without decay', () => {
    expect(elements(path(adamw({ decay: 0 }), start, gradients))).toEqual(
      elements(path(adam(), start, gradients)),
    );
  });

  it('leaves parameters alone that no gradient ever reached', () => {
    const { init, update } = adam();
    const params = { used: [1, 2], unused: Float32Array.of(3, 4) };
    const { updates } = update({ used: [1, -1], unused: Float32Array.of(0, 0) }, init(params), params);
    expect(updates.unused.data.every((u) => u === 0)).toBe(true);
  });

  it('says NaN after a gradient whose square overflows, instead of holding the parameter fast', () => {
    const { init, update } = adam();
    const params = Float32Array.of(1, 1);
    const { state } = update(Float32Array.of(1e25, 1), init(params), params);
    const [lost, fine] = update(Float32Array.of(1, 1), state, params).updates.data;
    expect(lost).toBeNaN();
    expect(fine).toBeCloseTo(-1e-3, 9);
  });
});

describe('adamw', () => {
  it('takes rate · λ of each parameter away where there is no gradient', () => {
    const params = { w: [10, -4], b: [10, -4] };
    const none = { w: [0, 0], b: [0, 0] };
    const { init, update } = adamw({ learningRate: 0.5, decay: 0.1, mask: (name) => name === 'w' });
    const { updates } = update(none, init(params), params);
    expect(elements(applyUpdates(params, updates))).toEqual([9.5, -3.8, 10, -4]);
  });

  it('asks the mask for names of parameters deep in trees', () => {
    const names: string[] = [];
    const params = {
      layers: [
        { w: [[1]], b: [2] },
        { w: [[3]], b: [4] },
      ],
      scale: 5,
    };
    const { init, update } = adamw({
      mask: (name) => {
        names.push(name);
        return true;
      },
    });
    update(params, init(params), params);
    expect(names).toEqual(['layers.0.w', 'layers.0.b', 'layers.1.w', 'layers.1.b', 'scale']);
  });
});

describe('clipByGlobalNorm', () => {
  const { update } = clipByGlobalNorm(5);

  it('shortens what is longer to the limit, keeps its direction, and leaves the rest', () => {
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        const { updates } = update({ a, b }, null, null);
        const [before, after] = [norm([...a, ...b]), norm(elements(updates))];
        expect(after).toBeCloseTo(Math.min(before, 5), 12);
        elements(updates).forEach((u, i) => {
          expect(u * before).toBeCloseTo([...a, ...b][i] * after, 9);
        });
      }),
    );
  });

  it('knows the norm of gradients whose squares overflow', () => {
    const { updates } = update({ a: [3e200], b: 4e200 }, null, null);
    expect(updates.a.data[0]).toBeCloseTo(3, 12);
    expect(updates.b).toBeCloseTo(4, 12);
  });
});

describe('clipByValue', () => {
  it('brings each element into the interval, and leaves what is inside', () => {
    fc.assert(
      fc.property(vectors, (g) => {
        const { updates } = clipByValue(2).update(g, null, null);
        updates.data.forEach((u, i) => {
          expect(u).toBe(Math.max(-2, Math.min(2, g[i])));
        });
      }),
    );
  });
});

describe('weightDecay', () => {
  it('adds the gradient of half λ times the square of the parameters', () => {
    const params = { w: [1.5, -2], b: 3 };
    const { updates } = weightDecay(0.2).update({ w: [1, 1], b: 1 }, null, params);
    expect(elements(updates)).toEqual([1.3, 0.6, 1.6]);
    const masked = weightDecay(0.2, { mask: (name) => name !== 'b' });
    expect(masked.update({ w: [1, 1], b: 1 }, null, params).updates.b).toBe(1);
  });
});

describe('chain', () => {
  it('is composition, and keeps the states apart', () => {
    const [first, second, third] = [
      clipByValue(0.7),
      momentum({ learningRate: 1 }),
      adam({ learningRate: 0.1 }),
    ];
    const joined = chain(first, second, third);
    let state = joined.init(start);
    let states = [second.init(start), third.init(start)] as const;
    for (const gradient of gradients.slice(0, 4)) {
      const once = joined.update(gradient, state, start);
      const clipped = first.update(gradient, null, start);
      const faster = second.update(clipped.updates, states[0], start);
      const scaled = third.update(faster.updates, states[1], start);
      expect(elements(once.updates)).toEqual(elements(scaled.updates));
      state = once.state;
      states = [faster.state, scaled.state];
    }
    expect(state[0]).toBeNull();
    expect(elements(state[2])).toEqual(elements(states[1]));
  });

  it('is associative', () => {
    const parts = [clipByGlobalNorm(3), weightDecay(0.1), adam({ learningRate: 0.1 })] as const;
    const flat = path(chain(...parts), start, gradients);
    expect(elements(path(chain(parts[0], chain(parts[1], parts[2])), start, gradients))).toEqual(
      elements(flat),
    );
    expect(elements(path(chain(chain(parts[0], parts[1]), parts[2]), start, gradients))).toEqual(
      elements(flat),
    );
  });

  it('of nothing returns the gradients', () => {
    expect(chain().update([1, 2], [], [0, 0]).updates).toEqual([1, 2]);
  });
});

describe('applyUpdates', () => {
  it('adds in the element type of the parameters, and keeps numbers numbers', () => {
    const sums = applyUpdates({ w: Float32Array.of(1, 2), b: 3 }, { w: [0.1, 0.2], b: 1 });
    expect(sums.w.data).toEqual(Float32Array.of(Math.fround(1) + Math.fround(0.1), 2 + Math.fround(0.2)));
    expect(sums.b).toBe(4);
  });

  it('works on one array, on a number, and on what has no leaves', () => {
    expect([...applyUpdates([1, 2], [1, 1]).data]).toEqual([2, 3]);
    expect(applyUpdates(1, 2)).toBe(3);
    expect(applyUpdates({ a: null, b: [] }, { a: null, b: [] })).toEqual({ a: null, b: [] });
  });

  it('finds the parts by name, in whatever order they come', () => {
    const sums = applyUpdates({ a: [1], b: [[2, 3]] }, { b: [[20, 30]], a: [10] });
    expect(elements(sums)).toEqual([11, 22, 33]);
  });

  it('descends n ≥ 1000 dimensions of different curvature with gradients of autodiff', () => {
    const curvature = exp(normal(3, [1200]));
    const bowl = grad((x: Tensor) => sum(multiply(curvature, multiply(x, x))));
    let x: NdArray<Float32Array> = fromData(new Float32Array(1200).fill(1), [1200]);
    const optimizer = adam({ learningRate: cosineSchedule({ from: 0.05, steps: 200 }) });
    let state = optimizer.init(x);
    for (let step = 0; step < 200; step++) {
      const updated = optimizer.update(bowl(x), state, x);
      state = updated.state;
      x = applyUpdates(x, updated.updates);
    }
    expect(norm(x, { ord: Infinity })).toBeLessThan(0.02);
  });
});

describe('errors', () => {
  const params = { w: [1, 2], b: [3] };
  const { init, update } = adam();

  it.each([
    [
      'a negative rate',
      () => sgd({ learningRate: -1 }),
      /nn\.sgd: expected learningRate to be a number ≥ 0 or a schedule/,
    ],
    ['a rate of NaN', () => momentum({ learningRate: NaN }), /nn\.momentum: expected learningRate/],
    [
      'a velocity that lasts',
      () => momentum({ learningRate: 1, decay: 1 }),
      /expected decay to be in \[0, 1\)/,
    ],
    ['a β₁ of 1', () => adam({ beta1: 1 }), /nn\.adam: expected beta1 to be in \[0, 1\)/],
    ['a negative β₂', () => adamw({ beta2: -0.1 }), /nn\.adamw: expected beta2 to be in \[0, 1\)/],
    ['an ε of 0', () => adam({ epsilon: 0 }), /expected epsilon to be a number > 0/],
    ['a negative decay', () => adamw({ decay: -1 }), /nn\.adamw: expected decay/],
    ['a decay of NaN', () => weightDecay(NaN), /nn\.weightDecay: expected decay/],
    ['a limit of 0', () => clipByValue(0), /nn\.clipByValue: expected limit/],
    ['a norm of NaN', () => clipByGlobalNorm(NaN), /nn\.clipByGlobalNorm: expected limit/],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(DomainError);
    expect(make).toThrow(message);
  });

  it('refuses gradients of another structure, or shape, than the parameters', () => {
    const state = init(params);
    expect(() => update({ w: [1, 2] }, state, params)).toThrow(ShapeError);
    expect(() => update({ w: [1, 2], c: [3] }, state, params)).toThrow(
      'nn.adam: expected gradients to be a tree like params, with b, got w, c',
    );
    expect(() => update({ w: [1, 2, 3], b: [3] }, state, params)).toThrow(
      'nn.adam: expected gradients.w of shape [2], that of params.w, got [3]',
    );
  });

  it('tells apart leaves whose names agree once they are joined by dots', () => {
    const dotted = { 'a.b': [1], a: { b: [2] } };
    expect(elements(applyUpdates(dotted, { 'a.b': [10], a: { b: [20] } }))).toEqual([11, 22]);
  });

  it('refuses the state of other parameters', () => {
    expect(() => update(params, init({ w: [1, 2] }), params)).toThrow(
      'nn.adam: expected state.m to be a tree like params, with 2 arrays or numbers, got 1',
    );
  });

  it('refuses to be differentiated through', () => {
    const through = grad((x: Tensor) => {
      update(x, init([1]), [1]);
      return sum(x);
    });
    expect(() => through([1])).toThrow(DTypeError);
    expect(() => through([1])).toThrow(/outside the function that is differentiated/);
  });
});
