import {
  add,
  linear,
  matmul,
  mean,
  multiply,
  power,
  square,
  subtract,
  sum,
  type Tensor,
  transpose,
} from '@monge/autodiff';
import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import {
  array,
  concat,
  DomainError,
  DTypeError,
  type FloatDType,
  type NdArray,
  ones,
  ShapeError,
} from '@monge/ndarray';
import { createJavaScript } from '@monge/ndarray/executors';
import { solve } from '@monge/ndarray/linalg';
import {
  adam,
  type Checkpoint,
  chain,
  clipByGlobalNorm,
  decodeSafetensors,
  ema,
  encodeSafetensors,
  type Fitted,
  fit,
  minibatches,
  momentum,
  type Resumable,
  sgd,
  type TrainingProgress,
  training,
} from '@monge/nn';
import { normal, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';

const elements = (tree: unknown): number[] =>
  namedLeaves(tree).flatMap(([, leaf]) =>
    typeof leaf === 'number' ? [leaf] : Array.isArray(leaf) ? leaf : [...(leaf as NdArray).data],
  );

/** All numbers of a result, in order. */
const contents = ({ status, ...rest }: Fitted): unknown[] => [status, ...elements(rest)];

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

/** A small network with noise in its loss, so that everything that a run has matters. */
const network = (dtype: FloatDType) => {
  const data = {
    x: array(uniform(1, [90, 2]), { dtype }),
    y: array(uniform(2, [90, 1]), { dtype }),
  };
  return {
    params: {
      layers: [
        { w: array(normal(4, [2, 5]), { dtype }), b: array(new Float64Array(5), { dtype }) },
        { w: array(normal(5, [5, 1]), { dtype }), b: array(new Float64Array(1), { dtype }) },
      ],
      scale: 1.5,
    },
    loss: (
      { layers, scale }: { layers: readonly { w: Tensor; b: Tensor }[]; scale: Tensor | number },
      { x, y }: { x: Tensor; y: Tensor },
      key: readonly [number, number],
    ) => {
      const noisy = add(x, multiply(0.1, normal(key, [20, 2], { dtype })));
      const [first, last] = layers;
      const hidden = linear(noisy, first.w, first.b, 'tanh');
      return mean(square(subtract(multiply(scale, linear(hidden, last.w, last.b)), y)));
    },
    batches: minibatches(data, { size: 20 }),
    optimizer: chain(clipByGlobalNorm(0.5), adam({ rate: 0.01 })),
    ema: ema({ decay: 0.9 }),
    steps: 30,
    key: 17,
  };
};

const dtypes: readonly FloatDType[] = ['float64', 'float32'];

describe('fit', () => {
  it.each(dtypes)(
    'goes on from any checkpoint as if it had never stopped, to the bit, in %s',
    async (dtype) => {
      const options = network(dtype);
      const checkpoints: Checkpoint[] = [];
      const whole = await fit({
        ...options,
        checkpoint: { every: 7, save: (checkpoint) => void checkpoints.push(checkpoint) },
      });
      expect(whole.status).toBe('completed');
      expect(checkpoints.map(({ step }) => step)).toEqual([7, 14, 21, 28]);
      for (const checkpoint of checkpoints) {
        const resumed = await fit({ ...options, resume: checkpoint });
        expect(contents(resumed)).toEqual(contents(whole));
      }
      const dtypesOf = (tree: unknown) => namedLeaves(tree).map(([, leaf]) => (leaf as NdArray).dtype);
      expect(dtypesOf(whole.params)).toEqual([dtype, dtype, dtype, dtype, undefined]);
      expect(dtypesOf(whole.averaged)).toEqual([dtype, dtype, dtype, dtype, undefined]);
    },
  );

  it.each(dtypes)('goes on from a checkpoint that was cloned, or a file, in %s', async (dtype) => {
    const options = network(dtype);
    const whole = await fit(options);
    const stop = new AbortController();
    const { status, checkpoint } = await fit({
      ...options,
      signal: stop.signal,
      onProgress: ({ step }) => void (step === 11 && stop.abort()),
    });
    expect([status, checkpoint.step]).toEqual(['aborted', 11]);
    const cloned = structuredClone(withoutMethods(checkpoint)) as Checkpoint;
    const { tensors } = decodeSafetensors(encodeSafetensors(checkpoint));
    for (const resume of [cloned, tensors as Resumable]) {
      expect(contents(await fit({ ...options, resume }))).toEqual(contents(whole));
    }
  });

  it('loses nothing when it is aborted, again and again', async () => {
    const options = network('float32');
    const whole = await fit(options);
    let resume: Checkpoint | undefined;
    let runs = 0;
    for (;;) {
      const stop = new AbortController();
      const part = await fit({
        ...options,
        signal: stop.signal,
        onProgress: ({ step }) => void (step % 4 === 0 && stop.abort()),
        ...(resume === undefined ? {} : { resume }),
      });
      runs++;
      expect(part.losses.data).toEqual(whole.losses.data.subarray(0, part.checkpoint.step));
      resume = part.checkpoint;
      if (part.status === 'completed') break;
    }
    expect(runs).toBe(8);
    expect(elements(resume)).toEqual(elements(whole.checkpoint));
  });

  it('comes back to the optimum by default, which Adam with a constant rate leaves', async () => {
    const distance = (w: NdArray): number => Math.max(...elements(subtract(w, best)).map(Math.abs));
    const run = { ...regression, steps: 1500 };
    const decaying = [...training(run)].map(({ state }) => distance(state.params));
    const constant = await fit({ ...run, optimizer: adam({ rate: 1e-3 }) });
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
    // States are kept apart from those that follow.
    expect(elements(steps[0].state.params)).not.toEqual(elements(steps[1].state.params));
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
      optimizer: sgd({ rate: 0.25 }),
      steps: 4,
      key: 0,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([1, 0.25, 0.0625, 0.015625].map((loss, k) => ({ step: k + 1, steps: 4, loss })));
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '1', '2', '3']);
    expect(new Set(asked.map((line) => line.split(' ')[1])).size).toBe(4);
  });

  it('averages the parameters after each step', async () => {
    const options = { ...regression, optimizer: momentum({ rate: 0.02 }), steps: 25 };
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

/** As arrays come out of a message. */
function withoutMethods(tree: unknown): unknown {
  const bare = ({ data, shape, stride, offset }: NdArray) => ({ data, shape, stride, offset });
  return mapLeaves(
    (leaf: NdArray | number | number[]) => (typeof leaf === 'object' && 'data' in leaf ? bare(leaf) : leaf),
    tree,
  );
}

describe('divergence', () => {
  const bowl = {
    params: { x: [1, -2] },
    loss: ({ x }: { x: Tensor }) => sum(multiply(x, x)),
    batches: () => null,
    key: 0,
  };

  it('is a status, with the parameters of the last loss that was finite', async () => {
    // Each step doubles x and more, until its square overflows.
    const exploding = { ...bowl, optimizer: sgd({ rate: 5 }), steps: 1000 };
    const { status, params, losses, checkpoint } = await fit(exploding);
    const { step } = checkpoint;
    expect(status).toBe('diverged');
    expect(losses.data.at(-1)).toBe(Infinity);
    expect(losses.data.subarray(0, -1).every(Number.isFinite)).toBe(true);
    // The loss of these parameters, the last finite one, is the last but one.
    expect(losses.size).toBe(step + 2);
    expect(sumOfSquares(params.x)).toBe(losses.data.at(-2));
    expect(elements(params).every(Number.isFinite)).toBe(true);
    const again = await fit({ ...exploding, resume: checkpoint });
    expect(again.status).toBe('diverged');
    expect(elements(again.params)).toEqual(elements(params));
  });

  it('at the first step leaves the parameters as they were', async () => {
    const { status, params, losses } = await fit({
      ...bowl,
      loss: ({ x }) => multiply(NaN, sum(x)),
      steps: 9,
    });
    expect([status, ...elements(params), ...losses.data]).toEqual(['diverged', 1, -2, NaN]);
  });

  it('is seen where the loss is finite, and its gradient is not', async () => {
    // d√x/dx is infinite at 0.
    const rooted = { ...bowl, params: { x: [0, 1] }, loss: ({ x }: { x: Tensor }) => sum(power(x, 0.5)) };
    const { status, params, losses, checkpoint } = await fit({
      ...rooted,
      optimizer: sgd({ rate: 0.1 }),
      steps: 9,
    });
    expect([status, ...elements(params), ...losses.data]).toEqual(['diverged', 0, 1, 1]);
    expect(checkpoint.step).toBe(0);
  });

  it('saves no checkpoint of what is not finite', async () => {
    const saved: Checkpoint[] = [];
    await fit({
      ...bowl,
      optimizer: sgd({ rate: 5 }),
      steps: 1000,
      checkpoint: { every: 1, save: (checkpoint) => void saved.push(checkpoint) },
    });
    expect(saved.length).toBeGreaterThan(10);
    expect(saved.every(({ params }) => elements(params).every(Number.isFinite))).toBe(true);
  });
});

function sumOfSquares(x: NdArray): number {
  return [...x.data].reduce((total, value) => total + value * value, 0);
}

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

  it('returns the result of a run that was complete', async () => {
    const whole = await fit(options);
    expect(contents(await fit({ ...options, resume: whole.checkpoint }))).toEqual(contents(whole));
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

  it('refuses a checkpoint that does not fit', async () => {
    const { checkpoint: resume } = await fit({ ...options, signal: AbortSignal.abort() });
    await expect(fit({ ...options, steps: 31, resume })).rejects.toThrow(
      'nn.fit: expected resume to be of a run of 31 steps, as this one, got step 0 of 30; for more steps, begin a new run with its params',
    );
    await expect(fit({ ...options, key: 1, resume })).rejects.toThrow(
      /expected resume to be of a run with key \[1, 0\]/,
    );
    await expect(fit({ ...options, optimizer: adam(), resume })).rejects.toThrow(
      /same params, optimizer and ema, got no optimizer/,
    );
    const { ema: average, ...plain } = options;
    await expect(fit({ ...plain, resume })).rejects.toThrow(/got ema\.step, ema\.params\.layers.* besides/);
    expect(average).toBeDefined();
    await expect(fit({ ...network('float64'), resume })).rejects.toThrow(DTypeError);
    const narrower = mapLeaves(
      (leaf: NdArray | number) => (typeof leaf === 'number' ? leaf : [1]),
      options.params,
    );
    const loss = () => 0;
    await expect(fit({ ...options, params: narrower, loss, resume })).rejects.toThrow(
      /expected resume\.params\.layers\.0\.w of shape \[1\], as in a run with the same options, got \[2, 5\]/,
    );
    await expect(fit({ ...options, resume: { ...resume, step: 5 } })).rejects.toThrow(
      /resume\.losses of shape \[5\]/,
    );
    await expect(fit({ ...options, resume: { ...resume, step: 31 } })).rejects.toThrow(DomainError);
  });
});
