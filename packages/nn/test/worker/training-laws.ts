import { multiply, sum, type Tensor } from '@monge/autodiff';
import {
  AbortedError,
  array,
  DomainError,
  DTypeError,
  fromData,
  type NdArray,
  UnsupportedError,
} from '@monge/ndarray';
import { type Checkpoint, fit, type TrainingProgress } from '@monge/nn';
import {
  type AnyWorker,
  type ConfigOf,
  type ProgressOf,
  type ResultOf,
  type TrainInWorkerOptions,
  trainInWorker,
} from '@monge/nn/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bitsOf } from '../safetensors/bits.js';
import type { Task, Train } from './trainer.js';

/** A worker that runs trainer.ts, and how it is ended. */
export interface Trainer {
  readonly worker: AnyWorker;
  readonly end: () => void;
}

/** Gives the worker of trainer.ts a task. */
export function ask<T extends Task>(
  worker: AnyWorker,
  task: T,
  config: ConfigOf<Train<T>>['config'],
  options?: TrainInWorkerOptions<ProgressOf<Train<T>>>,
): Promise<ResultOf<Train<T>>> {
  return trainInWorker<Train<T>>(worker, { task, config }, options);
}

class Sensor {
  readonly wet = true;
}

/** What became of a training that should fail. */
const failureOf = (training: Promise<unknown>): Promise<unknown> =>
  training.then(
    (result) => expect.fail(`expected a rejection, got ${String(result)}`),
    (error: unknown) => error,
  );

/** What holds of training in a worker, wherever that runs. */
export function trainingLaws(start: () => Trainer): void {
  let worker: AnyWorker;
  let end: () => void;
  beforeAll(() => {
    ({ worker, end } = start());
  });
  afterAll(() => end());

  const begin = fromData(Float32Array.of(1, 2, 3), [3], [-1]);
  const loss = ({ x }: { x: Tensor }) => sum(multiply(x, x));

  it('training in a worker gives what training gives, to the bit, and reports each step before', async () => {
    const options = { params: { x: begin }, loss, batches: () => null, steps: 50, key: 3 };
    const expected: TrainingProgress[] = [];
    const here = await fit({ ...options, onProgress: (progress) => expected.push(progress) });
    const reported: TrainingProgress[] = [];
    const onProgress = (progress: TrainingProgress) => reported.push(progress);
    const there = await ask(worker, 'fit', { start: begin, steps: 50 }, { onProgress });
    expect(reported).toEqual(expected);
    expect(reported).toHaveLength(50);
    expect(there.status).toBe('completed');
    expect(bitsOf(there.params.x)).toEqual(bitsOf(here.params.x));
    expect(bitsOf(there.losses)).toEqual(bitsOf(here.losses));
    expect(there.averaged).toBe(null);
  });

  it('the checkpoint of a training that was aborted goes on here, to the bit', async () => {
    const steps = 1_000_000_000;
    const controller = new AbortController();
    const stopped = await ask(
      worker,
      'fit',
      { start: begin, steps },
      { onProgress: ({ step }) => step === 5 && controller.abort(), signal: controller.signal },
    );
    expect(stopped.status).toBe('aborted');
    const last = stopped.checkpoint.step + 10;
    const untilLast = (resume?: Checkpoint) => {
      const here = new AbortController();
      const onProgress = ({ step }: TrainingProgress) => step === last && here.abort();
      const options = { params: { x: begin }, loss, batches: () => null, steps, key: 3, onProgress };
      return fit({ ...options, signal: here.signal, ...(resume && { resume }) });
    };
    const [resumed, whole] = [await untilLast(stopped.checkpoint), await untilLast()];
    expect(bitsOf(resumed.params.x)).toEqual(bitsOf(whole.params.x));
  });

  describe('what crosses between threads', () => {
    it('arrays arrive as arrays with their elements, and nobody loses theirs', async () => {
      const part = Float64Array.from({ length: 3000 }, (_, i) => i).subarray(1000);
      const tree = {
        view: fromData(part, [1000], [-2]),
        scalar: fromData(Float32Array.of(0.1), []),
        list: [array([[1, 2]], { dtype: 'int32' }), fromData(new Uint8Array(0), [0, 3])],
        typed: part,
      };
      const back = (await ask(worker, 'echo', tree)).tree as typeof tree;
      expect(back.view).toMatchObject({ dtype: 'float64', shape: [1000] });
      expect([back.view.get(0), back.view.get(999)]).toEqual([2998, 1000]);
      expect(back.view.data.buffer.byteLength).toBe(8000);
      expect(bitsOf(back.scalar)).toEqual(bitsOf(tree.scalar));
      expect(back.list.map(bitsOf)).toEqual(tree.list.map(bitsOf));
      expect(back.typed).toEqual(part);
      expect(part).toHaveLength(2000);
    });

    it('the rest arrives as it is', async () => {
      const tree = {
        text: 'text',
        none: null,
        missing: undefined,
        nested: [[1], [2]],
        map: new Map([['a', 1]]),
        record: { __proto__: null, a: -0 },
      };
      const back = (await ask(worker, 'echo', tree)).tree;
      expect(back).toEqual(tree);
      expect(Object.keys(back as object)).toEqual(Object.keys(tree));
    });

    it('the worker can return the same array again', async () => {
      for (let time = 0; time < 2; time++) {
        const { kept } = await ask(worker, 'echo', null);
        expect([...kept.data]).toEqual([0, 3, 1, 4, 2, 5]);
        expect(kept.shape).toEqual([3, 2]);
      }
    });

    it.each([
      ['a function', { network: { apply: () => 0 } }, '.network.apply', 'a function'],
      ['a symbol', [Symbol('s')], '[0]', 'a symbol'],
      ['an instance of a class', { rain: new Sensor() }, '.rain', 'an instance of Sensor'],
    ])('%s is refused, by name', async (_, tree, name, kind) => {
      const failure = await failureOf(ask(worker, 'echo', tree));
      expect(failure).toBeInstanceOf(DTypeError);
      expect((failure as DTypeError).message).toBe(
        `nn.trainInWorker: expected config.config${name} to be something that can cross between threads (numbers, strings, arrays, lists and plain records), got ${kind}; make it on the other side`,
      );
    });

    it('a result with a function is refused, after all that was reported has arrived', async () => {
      const steps: number[] = [];
      const failure = await failureOf(ask(worker, 'count', 1000, { onProgress: (step) => steps.push(step) }));
      expect(failure).toBeInstanceOf(DTypeError);
      expect((failure as DTypeError).message).toContain(
        'nn.exposeTraining: expected the result.apply to be something that can cross',
      );
      expect(steps).toEqual(Array.from({ length: 1000 }, (_, k) => k + 1));
    });
  });

  describe('a signal', () => {
    const aborted = async (options: TrainInWorkerOptions<NdArray>) => {
      const failure = await failureOf(ask(worker, 'wait', null, options));
      expect(failure).toBeInstanceOf(AbortedError);
      return failure as AbortedError<{ kept: NdArray }>;
    };

    it('aborts the one in the worker, with its reason, and what was reached comes back', async () => {
      const controller = new AbortController();
      const reported: NdArray[] = [];
      const onProgress = (progress: NdArray) => {
        reported.push(progress);
        controller.abort(new DomainError('test: enough'));
      };
      const failure = await aborted({ onProgress, signal: controller.signal });
      expect(failure).toMatchObject({ code: 'aborted', name: 'AbortedError', message: 'test: aborted' });
      expect(bitsOf(failure.partial.kept)).toEqual(bitsOf(reported[0]));
      expect(failure.cause).toBeInstanceOf(DomainError);
      expect(failure.cause).toMatchObject({ code: 'domain', message: 'test: enough' });
    });

    it('may have aborted before', async () => {
      const { cause } = await aborted({ signal: AbortSignal.abort() });
      expect(cause).toBeInstanceOf(DOMException);
      expect(cause).toMatchObject({ name: 'AbortError', code: 20 });
    });

    it('may have a reason that cannot cross, which then does as a text', async () => {
      const controller = new AbortController();
      const onProgress = () => controller.abort(new Sensor());
      const { cause } = await aborted({ onProgress, signal: controller.signal });
      expect(cause).toBe('[object Object]');
      const wrapped = AbortSignal.abort(new RangeError('test: wet', { cause: new Sensor() }));
      const { cause: error } = await aborted({ signal: wrapped });
      expect(error).toBeInstanceOf(RangeError);
      expect(error).toMatchObject({ message: 'test: wet', cause: '[object Object]' });
    });

    it('aborts one training and not another in the same worker', async () => {
      const [first, second] = [new AbortController(), new AbortController()];
      const both = [aborted({ signal: first.signal }), aborted({ signal: second.signal })];
      first.abort('first');
      expect((await both[0]).cause).toBe('first');
      second.abort('second');
      expect((await both[1]).cause).toBe('second');
    });
  });

  describe('errors', () => {
    it('keep their class, their code, their stack and what comes with them', async () => {
      const domain = await failureOf(ask(worker, 'throw', 'domain'));
      expect(domain).toBeInstanceOf(DomainError);
      expect(domain).toMatchObject({
        code: 'domain',
        name: 'DomainError',
        message: 'test: expected rain, got snow',
      });
      expect((domain as Error).stack).toContain('trainer');
      const aborted = await failureOf(ask(worker, 'throw', 'aborted'));
      expect(aborted).toBeInstanceOf(AbortedError);
      const { partial, cause } = aborted as AbortedError<{ w: NdArray; step: number }>;
      expect([...partial.w.data]).toEqual([0, 3, 1, 4, 2, 5]);
      expect(partial.step).toBe(3);
      expect(cause).toBeInstanceOf(RangeError);
      const range = await failureOf(ask(worker, 'throw', 'range'));
      expect(range).toBeInstanceOf(RangeError);
      expect(range).toMatchObject({ message: 'test: too far', cause: 'a string' });
      const exception = await failureOf(ask(worker, 'throw', 'exception'));
      expect(exception).toBeInstanceOf(DOMException);
      expect(exception).toMatchObject({ name: 'InvalidStateError', message: 'test: not now' });
    });

    it('of unknown classes keep their name and their code', async () => {
      const failure = await failureOf(ask(worker, 'throw', 'unknown'));
      expect(failure).toMatchObject({ name: 'WeatherError', code: 'rain', message: 'test: wet' });
    });

    it('need not be errors', async () => {
      expect(await failureOf(ask(worker, 'throw', 'text'))).toBe('no error at all');
    });

    it('of onProgress abort the training and come back', async () => {
      const error = new Error('test: the page is tired');
      const onProgress = () => {
        throw error;
      };
      expect(await failureOf(ask(worker, 'wait', null, { onProgress }))).toBe(error);
    });

    it('of onProgress come back as they are, even if they could not cross', async () => {
      const stranger: unknown = new Sensor();
      const onProgress = () => {
        throw stranger;
      };
      expect(await failureOf(ask(worker, 'wait', null, { onProgress }))).toBe(stranger);
    });
  });

  it('a worker that fails rejects what it was asked for', async () => {
    const other = start();
    const failure = await failureOf(ask(other.worker, 'crash', 'not today'));
    expect(failure).toBeInstanceOf(UnsupportedError);
    expect((failure as Error).message).toMatch(
      /^nn\.trainInWorker: expected a worker at work, got one that failed \(.*not today\); start another one$/,
    );
    other.end();
  });
}
