import { createGpu } from '@monge/gpu';
import { executorLaws } from '@monge/ndarray/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { modes } from './support/modes.js';

/** Each shape is a program of its own, and compiled anew: so few inputs. */
const runs = 3;

const gpus = await Promise.all(modes.map((mode) => createGpu({ mode })));
afterAll(() => {
  for (const gpu of gpus) gpu.release();
});

describe.each(gpus)('$name', (gpu) => {
  const cases = executorLaws.map(({ name, exemption, check }) => {
    const reason = exemption(gpu);
    return [reason === undefined ? name : `${name} (${reason})`, reason, check] as const;
  });

  it.for(cases)('%s', async ([, reason, check], { skip }) => {
    skip(reason !== undefined, reason);
    await expect(check(gpu, { runs })).resolves.toBeUndefined();
  });
});
