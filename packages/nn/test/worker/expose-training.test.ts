import { UnsupportedError } from '@monge/ndarray';
import { exposeTraining, type ProgressOf, type ResultOf, type TrainingSession } from '@monge/nn/worker';
import { expect, expectTypeOf, it } from 'vitest';

it('a main thread cannot be a worker', () => {
  expect(() => exposeTraining(() => 0)).toThrow(UnsupportedError);
  expect(() => exposeTraining(() => 0)).toThrow(
    'nn.exposeTraining: expected to be called in a worker, got a main thread; start this module with new Worker',
  );
});

it('progress and result have the types that the training function gives them', () => {
  const train = async (_: { width: number }, { onProgress }: TrainingSession<{ loss: number }>) => {
    onProgress({ loss: 1 });
    return 'done';
  };
  expectTypeOf<ProgressOf<typeof train>>().toEqualTypeOf<{ loss: number }>();
  expectTypeOf<ResultOf<typeof train>>().toEqualTypeOf<string>();
});
