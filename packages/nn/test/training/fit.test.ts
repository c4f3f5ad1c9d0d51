import { add, matmul, mean, multiply, square, subtract, sum, type Tensor, transpose } from '@monge/autodiff';
import { array, concat, DomainError, type NdArray, ones, ShapeError } from '@monge/ndarray';
import { createJavaScript } from '@monge/ndarray/executors';
import { solve } from '@monge/ndarray/linalg';
import {
  adam,
  advance,
  ema,
  fit,
  minibatches,
  momentum,
  sgd,
  type TrainingProgress,
  training,
} from '@monge/nn';
import { normal } from '@monge/random';
import { describe, expect, it } from 'vitest';
import { elements } from '../support/elements.js';
import { contents, network } from '../support/runs.js';

/** 1000 points and values on a plane, with noise, and the coefficients that fit them best: the last one is that of 1. */
const points = array(concat([normal(1, [1000, 3]), ones([1000, 1])], { axis: 1 }));
const values = add(matmul(points, [2, -1, 0.25, 0.5]), multiply(0.3, normal(2, [1000])));
const best = solve(matmul(transpose(points), points), matmul(transpose(points), values));

const regression = {
  params: best,
  loss: (w: Tensor, { x, y }: { x: Tensor; y: Tensor }) => sum(square(subtract(matmul(x, w), y))),
  batches: minibatches({ x: points, y: values }, { size: 50 }),
  key: 3,
};

describe('fit', () => {
  it('comes back to the optimum by default, which Adam with a constant rate leaves', async () => {
    const distance = (w: NdArray): number => Math.max(...elements(subtract(w, best)).map(Math.abs));
    const run = { ...regression, steps: 1500 };
    const decaying = [...training(run)].map(({ state }) => distance(state.params));
    const constant = await fit({ ...run, optimizer: adam({ learningRate: 1e-3 }) });
    const last = decaying.at(-1)!;
    expect(last).toBeLessThan(1e-4);
    expect(Math.max(...decaying)).toBeGreaterThan(10 * last);
    expect(distance(constant.params)).toBeGreaterThan(5 * last);
  });

  it('is a function of its options: the same twice, and another with another key', async () => {
    const options = network('float32');
    const [first, second, other] = [
      await fit(options),
      await fit(options),
      await fit({ ...options, key: 18 }),
    ];
    expect(contents(second)).toEqual(contents(first));
    expect(elements(other.params)).not.toEqual(elements(first.params));
  });

  it('is a loop over the steps of training', async () => {
    const options = network('float64');
    const steps = [...training(options)];
    const whole = await fit(options);
    expect(steps.map(({ info }) => info.loss)).toEqual([...whole.losses.data]);
    expect(steps.map(({ info }) => info.step)).toEqual(steps.map((_, k) => k + 1));
    expect(elements(steps.at(-1)?.state.params)).toEqual(elements(whole.params));
    expect(steps.map(({ info }) => info.status).slice(-2)).toEqual(['running', 'completed']);
  });

  it('writes to nothing that has been handed out', async () => {
    const options = network('float32');
    const states: [state: unknown, contents: number[]][] = [];
    const remember = (state: unknown) => void states.push([state, elements(state)]);
    for (const { state } of training(options)) remember(state);
    await fit({ ...options, checkpoint: { every: 1, save: remember } });
    await fit({ ...options, checkpoint: { every: 3, save: remember } });
    expect(states).toHaveLength(70);
    for (const [state, contents] of states) expect(elements(state)).toEqual(contents);
  });

  it('uses the memory of three states, over and over', async () => {
    const memory = new Set<ArrayBufferLike>();
    const optimizer = adam();
    const watched: typeof optimizer = {
      ...optimizer,
      advance(gradients, state, params, options) {
        const reached = advance(optimizer, gradients, state, params, options);
        for (const tree of [reached.params, reached.state.m, reached.state.v]) {
          memory.add((tree as NdArray).data.buffer);
        }
        return reached;
      },
    };
    const loss = (x: Tensor) => sum(square(x));
    const run = { params: array(normal(6, [1000])), loss, batches: () => null, steps: 20, key: 0 };
    const { params } = await fit({ ...run, optimizer: watched });
    expect(memory.size).toBe(9);
    expect(elements(params)).toEqual(elements([...training({ ...run, optimizer })].at(-1)?.state.params));
  });

  it('reports each step, and hands each a batch and a key of its own', async () => {
    const seen: TrainingProgress[] = [];
    const asked: string[] = [];
    await fit({
      params: [1],
      loss: (x, batch: number, key) => {
        asked.push(`${batch} ${key.join()}`);
        return sum(multiply(x, x));
      },
      batches: (_, step) => step,
      optimizer: sgd({ learningRate: 0.25 }),
      steps: 4,
      key: 0,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([1, 0.25, 0.0625, 0.015625].map((loss, k) => ({ step: k + 1, steps: 4, loss })));
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '1', '2', '3']);
    expect(new Set(asked.map((line) => line.split(' ')[1])).size).toBe(4);
  });

  it('averages the parameters after each step', async () => {
    const options = { ...regression, optimizer: momentum({ learningRate: 0.02 }), steps: 25 };
    const { averaged } = await fit({ ...options, ema: ema({ decay: 0.8 }) });
    const path = [...training(options)].map(({ state }) => elements(state.params));
    const weights = path.map((_, s) => 0.8 ** (24 - s));
    const total = weights.reduce((all, weight) => all + weight);
    elements(averaged).forEach((value, i) => {
      expect(value).toBeCloseTo(
        path.reduce((all, params, s) => all + (weights[s] * params[i]) / total, 0),
        12,
      );
    });
    expect((await fit(options)).averaged).toBeNull();
  });

  it('computes large arrays on an executor', async () => {
    const { map, gemm, ...rest } = createJavaScript();
    let products = 0;
    const executor = {
      ...rest,
      map,
      gemm: ((...args) => {
        products++;
        return gemm(...args);
      }) as typeof gemm,
    };
    const large = {
      params: { w: array(normal(1, [64, 64], { dtype: 'float32' })) },
      loss: ({ w }: { w: Tensor }, x: NdArray<Float32Array>) => mean(square(matmul(x, w))),
      batches: (key: readonly [number, number], step: number) =>
        array(normal([key[0], step], [128, 64], { dtype: 'float32' })),
      steps: 3,
      key: 1,
    };
    const [on, off] = [await fit({ ...large, executor }), await fit(large)];
    expect(products).toBeGreaterThan(0);
    elements(on.params).forEach((value, i) => {
      expect(value).toBeCloseTo(elements(off.params)[i], 5);
    });
  });
});

describe('edges', () => {
  const options = network('float32');

  it('takes no step where none is asked for, and returns copies', async () => {
    const params = Float32Array.of(1, 2);
    const loss = (x: Tensor) => sum(x);
    const fitted = await fit({ params, loss, batches: () => null, steps: 0, key: 0 });
    params[0] = 7;
    expect([fitted.status, ...elements(fitted.params), fitted.losses.size]).toEqual(['completed', 1, 2, 0]);
  });

  it('takes no step where the signal fired before', async () => {
    const { status, params, checkpoint } = await fit({ ...options, signal: AbortSignal.abort() });
    expect([status, checkpoint.step]).toEqual(['aborted', 0]);
    expect(elements(params)).toEqual(elements(options.params));
  });

  it('is complete where the signal fires at the last step', async () => {
    const stop = new AbortController();
    const onProgress = ({ step }: TrainingProgress) => void (step === 30 && stop.abort());
    expect((await fit({ ...options, signal: stop.signal, onProgress })).status).toBe('completed');
  });

  it('waits for a checkpoint to be saved', async () => {
    const events: string[] = [];
    await fit({
      ...options,
      steps: 4,
      onProgress: ({ step }) => void events.push(`step ${step}`),
      checkpoint: {
        every: 2,
        save: async ({ step }) => {
          await Promise.resolve();
          events.push(`saved ${step}`);
        },
      },
    });
    expect(events).toEqual(['step 1', 'step 2', 'saved 2', 'step 3', 'step 4', 'saved 4']);
  });

  it('lets others work while it runs, such as what fires the signal', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 0);
    // Each step keeps the thread for longer than a turn.
    const loss = (x: Tensor) => {
      const end = performance.now() + 30;
      while (performance.now() < end);
      return sum(multiply(x, x));
    };
    const options = { params: [1], loss, batches: () => null, steps: 100, key: 0 };
    expect((await fit({ ...options, signal: stop.signal })).status).toBe('aborted');
  });
});

describe('errors', () => {
  const options = network('float32');

  it('refuses counts that are none', async () => {
    await expect(fit({ ...options, steps: -1 })).rejects.toThrow(DomainError);
    await expect(fit({ ...options, steps: 1.5 })).rejects.toThrow(
      /nn\.fit: expected steps to be an integer ≥ 0/,
    );
    const checkpoint = { every: 0, save: () => {} };
    await expect(fit({ ...options, checkpoint })).rejects.toThrow(
      /expected checkpoint\.every to be a positive integer/,
    );
  });

  it('refuses a loss that is no number', async () => {
    const loss = (x: Tensor) => multiply(x, x);
    await expect(fit({ params: [1, 2], loss, batches: () => null, steps: 1, key: 0 })).rejects.toThrow(
      ShapeError,
    );
  });

  it('passes on what callbacks throw', async () => {
    const onProgress = () => {
      throw new RangeError('mine');
    };
    await expect(fit({ ...options, onProgress })).rejects.toThrow('mine');
    const save = () => Promise.reject(new RangeError('full'));
    await expect(fit({ ...options, checkpoint: { every: 1, save } })).rejects.toThrow('full');
  });
});
