import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UnsupportedError } from '@monge/ndarray';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, trainingLaws } from './training-laws.js';

const packages = fileURLToPath(new URL('../../..', import.meta.url));

/** As in vitest.config.ts: packages are their sources. */
const sources = {
  name: 'sources',
  resolveId(id: string) {
    const [, name, entry = ''] = /^@monge\/([a-z]+)(\/[a-z]+)?$/.exec(id) ?? [];
    return name === undefined ? null : join(packages, name, 'src', entry, 'index.ts');
  },
};

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'monge-nn-'));
  file = join(folder, 'trainer.mjs');
  const input = fileURLToPath(new URL('./trainer.ts', import.meta.url));
  await (await rolldown({ input, platform: 'node', plugins: [sources] })).write({
    file,
    codeSplitting: false,
  });
});

afterAll(() => rm(folder, { recursive: true }));

describe('a worker of Node', () => {
  trainingLaws(() => {
    const worker = new Worker(file);
    return { worker, end: () => void worker.terminate() };
  });

  it('one that ends in the middle rejects', async () => {
    const worker = new Worker(file);
    const onProgress = () => void worker.terminate();
    const training = ask(worker, 'wait', null, { onProgress });
    await expect(training).rejects.toThrow(UnsupportedError);
    await expect(training).rejects.toThrow('got one that ended with exit code 1; start another one');
  });

  it('one that has ended before rejects', async () => {
    const worker = new Worker(file);
    await worker.terminate();
    await expect(ask(worker, 'wait', null)).rejects.toThrow(
      'nn.trainInWorker: expected a worker at work, got one that had ended before',
    );
  });

  it('one that has ended leaves nothing open that would keep Node from its end', async () => {
    const ports = () => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const worker = new Worker(file);
    await worker.terminate();
    const before = ports();
    await expect(ask(worker, 'wait', null)).rejects.toThrow('had ended before');
    await expect.poll(ports).toBe(before);
  });

  it('one whose module does not expect training rejects when it ends', async () => {
    const worker = new Worker('process.exitCode = 3', { eval: true });
    await expect(ask(worker, 'wait', null)).rejects.toThrow('got one that ended with exit code 3');
  });
});
