import { describe, expect, it } from 'vitest';
import { agree } from '../agree.js';

const agreeing = (value: unknown, promise: string) => () => agree(value, promise, 'README.md:1');

describe('agree', () => {
  it('takes a number that rounds to the promised digits', () => {
    expect(agreeing(0.2549, '0.25')).not.toThrow();
    expect(agreeing(0.2551, '0.25')).toThrow('README.md:1 promises 0.25, and the value is 0.2551');
    expect(agreeing(4.5398e-5, '4.54e-5')).not.toThrow();
    expect(agreeing(4.5498e-5, '4.54e-5')).toThrow('README.md:1 promises');
    expect(agreeing(-0.5, '0.5')).toThrow('README.md:1 promises');
  });

  it('takes a promised integer exactly', () => {
    expect(agreeing(2, '2')).not.toThrow();
    expect(agreeing(2.1, '2')).toThrow('README.md:1 promises');
  });

  it('writes arrays of every kind as nested numbers', () => {
    expect(agreeing([[1, 2.5]], '[[1, 2.5]]')).not.toThrow();
    expect(agreeing(Float32Array.of(0.1), '[0.1]')).not.toThrow();
    expect(agreeing({ x: Float32Array.of(2) }, '{ x: Float32Array [2] }')).not.toThrow();
    expect(agreeing(Float32Array.of(2), 'Float64Array [2]')).toThrow('README.md:1 promises');
    const transposed = { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2], stride: [1, 3], offset: 0 };
    expect(agreeing(transposed, '[[1, 4], [2, 5], [3, 6]]')).not.toThrow();
    expect(agreeing([1, 2], '[1]')).toThrow('README.md:1 promises');
    expect(agreeing([[1], 2], '[1, 2]')).toThrow('README.md:1 promises');
  });

  it('compares up to an ellipsis', () => {
    expect(agreeing([1, 2, 3], '[1, 2, …]')).not.toThrow();
    expect(agreeing([1, 3, 3], '[1, 2, …]')).toThrow('README.md:1 promises');
    expect(agreeing([1], '[1, 2, …]')).toThrow('README.md:1 promises');
  });

  it('compares strings and records', () => {
    expect(agreeing('float32', "'float32'")).not.toThrow();
    expect(agreeing('float32', 'float32')).not.toThrow();
    expect(agreeing('float64', "'float32'")).toThrow('README.md:1 promises');
    expect(agreeing({ status: 'converged', n: 3 }, "{ status: 'converged', n: 3 }")).not.toThrow();
  });
});
