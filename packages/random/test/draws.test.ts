import { type Draws, type Key, normal, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';

/** An engine that writes down what it is asked for, and draws a 5 each time. */
function recorder() {
  const asked: unknown[] = [];
  const law =
    (name: string) =>
    (key: Key, a: number, b: number, out: Float64Array | Float32Array): void => {
      asked.push([name, key, a, b, out.length, out.constructor.name]);
      out.fill(5);
    };
  const draws: Draws = { uniform: law('uniform'), normal: law('normal') };
  return { asked, executor: { draws } };
}

describe('an executor', () => {
  it('is asked for the whole of a draw, with its key and parameters', () => {
    const { asked, executor } = recorder();
    const sample = normal(7, [2, 3], { mean: 1, std: 2, dtype: 'float32', executor });
    uniform([8, 9], 4, { low: -1, high: 3, executor });
    expect(asked).toEqual([
      ['normal', [7, 0], 1, 2, 6, 'Float32Array'],
      ['uniform', [8, 9], -1, 3, 4, 'Float64Array'],
    ]);
    expect(sample).toEqual({
      data: new Float32Array(6).fill(5),
      shape: [2, 3],
      stride: [3, 1],
      offset: 0,
      dtype: 'float32',
    });
  });

  it('that has no draws leaves them to the plain loops', () => {
    expect(normal(7, 9, { executor: {} })).toEqual(normal(7, 9));
    expect(uniform(7, 9, { executor: {} })).toEqual(uniform(7, 9));
  });

  it('is not asked for what makes no sense', () => {
    const { asked, executor } = recorder();
    expect(() => normal(7, 9, { std: -1, executor })).toThrow(/^random\.normal: /);
    expect(() => uniform(7, 9, { low: 1, high: 1, executor })).toThrow(/^random\.uniform: /);
    expect(() => normal(7, -1, { executor })).toThrow(/^random\.normal: /);
    expect(asked).toEqual([]);
  });
});
