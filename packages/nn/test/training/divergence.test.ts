import { multiply, power, sum, type Tensor } from '@monge/autodiff';
import type { NdArray } from '@monge/ndarray';
import { type Checkpoint, fit, sgd } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import { elements } from '../support/elements.js';

describe('divergence', () => {
  const bowl = {
    params: { x: [1, -2] },
    loss: ({ x }: { x: Tensor }) => sum(multiply(x, x)),
    batches: () => null,
    key: 0,
  };

  it('is a status, with the parameters of the last loss that was finite', async () => {
    // Each step doubles x and more, until its square overflows.
    const exploding = { ...bowl, optimizer: sgd({ learningRate: 5 }), steps: 1000 };
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
      optimizer: sgd({ learningRate: 0.1 }),
      steps: 9,
    });
    expect([status, ...elements(params), ...losses.data]).toEqual(['diverged', 0, 1, 1]);
    expect(checkpoint.step).toBe(0);
  });

  it('is seen at whichever parameter it is', async () => {
    for (let k = 0; k < 11; k++) {
      const x = Array.from({ length: 11 }, (_, i) => (i === k ? 0 : 1));
      const loss = ({ x: roots }: { x: Tensor }) => sum(power(roots, 0.5));
      const { status } = await fit({ ...bowl, params: { x }, loss, steps: 1 });
      expect(status).toBe('diverged');
    }
  });

  it('is seen where a gradient is too large for what Adam remembers', async () => {
    const steep = {
      ...bowl,
      params: { x: Float32Array.of(1, -2) },
      batches: (_: unknown, step: number) => step,
    };
    const loss = ({ x }: { x: Tensor }, step: number) => multiply(step === 3 ? 1e25 : 1, sum(x));
    const { status, params, checkpoint } = await fit({ ...steep, loss, steps: 9 });
    expect([status, checkpoint.step]).toEqual(['diverged', 4]);
    expect(elements(params).every(Number.isFinite)).toBe(true);
  });

  it('saves no checkpoint of what is not finite', async () => {
    const saved: Checkpoint[] = [];
    await fit({
      ...bowl,
      optimizer: sgd({ learningRate: 5 }),
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
