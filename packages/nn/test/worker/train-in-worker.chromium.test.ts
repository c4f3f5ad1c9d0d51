import { UnsupportedError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';
import { ask, trainingLaws } from './training-laws.js';

describe('a worker of a browser', () => {
  trainingLaws(() => {
    const worker = new Worker(new URL('./trainer.ts', import.meta.url), { type: 'module' });
    return { worker, end: () => worker.terminate() };
  });

  it('one whose module cannot be loaded rejects', async () => {
    const worker = new Worker('data:text/javascript,import "./nowhere.js"', { type: 'module' });
    const training = ask(worker, 'wait', null);
    await expect(training).rejects.toThrow(UnsupportedError);
    await expect(training).rejects.toThrow('got one that failed (its module could not be loaded)');
  });
});
