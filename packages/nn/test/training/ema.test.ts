import { array, DomainError, ShapeError } from '@monge/ndarray';
import { type Average, ema } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../fixtures/optimizers.json' with { type: 'json' };
import { elements } from '../support/elements.js';

const numbers = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 });
const decays = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('ema', () => {
  it('is a weighted mean with weights dᵗ⁻ˢ, without the initial parameters', () => {
    fc.assert(
      fc.property(numbers, decays, (values, decay) => {
        const { init, update } = ema({ decay });
        const { params } = values.reduce((average, x) => update<unknown>(average, [x]), init<unknown>([1e6]));
        const weights = values.map((_, s) => decay ** (values.length - 1 - s));
        const total = weights.reduce((sum, w) => sum + w);
        const mean = values.reduce((sum, x, s) => sum + (weights[s] * x) / total, 0);
        expect(elements(params)[0]).toBeCloseTo(mean, 9);
      }),
    );
  });

  it('of what does not change is that, from the first step on', () => {
    const { init, update } = ema();
    let average: Average = init({ w: Float32Array.of(0.1, -7), n: 3 });
    for (let k = 0; k < 50; k++) average = update<unknown>(average, { w: Float32Array.of(0.1, -7), n: 3 });
    elements(average.params).forEach((value, i) => {
      expect(value).toBeCloseTo([0.1, -7, 3][i], 5);
    });
    expect(average.step).toBe(50);
  });

  it('without memory is the last parameters', () => {
    const { init, update } = ema({ decay: 0 });
    expect(elements(update<unknown>(update<unknown>(init([1, 2]), [3, 4]), [5, 6]).params)).toEqual([5, 6]);
  });

  it('has the values of optax', () => {
    const { init, update } = ema({ decay: 0.9 });
    const read = ({ w, b }: { w: number[][]; b: number[] }) => ({ w: array(w), b: array(b) });
    let average: Average = init(read(fixture.start));
    fixture.gradients.forEach((params, k) => {
      average = update<unknown>(average, read(params));
      const at = fixture.kept.indexOf(k + 1);
      if (at < 0) return;
      const expected = elements(read(fixture.averages[at]));
      elements(average.params).forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected[i])));
      });
    });
  });

  it('is the same in place', () => {
    const { init, update } = ema({ decay: 0.9 });
    let [pure, inPlace] = [init(array([1, 2])), init(array([1, 2]))];
    for (const params of [array([3, 4]), array([-1, 5]), array([0.5, 7])]) {
      pure = update(pure, params);
      const { buffer } = inPlace.params.data;
      inPlace = update(inPlace, params, { reuse: inPlace });
      expect(inPlace.params.data.buffer).toBe(buffer);
      expect(elements(inPlace)).toEqual(elements(pure));
      expect(params.size).toBe(2);
    }
  });

  it('before the first step has a copy of the parameters', () => {
    const params = Float32Array.of(1, 2);
    const { params: average } = ema().init(params);
    params[0] = 5;
    expect(average.data).toEqual(Float32Array.of(1, 2));
  });

  it('refuses a decay out of range, and parameters of another shape', () => {
    expect(() => ema({ decay: 1 })).toThrow(DomainError);
    expect(() => ema({ decay: NaN })).toThrow(/nn\.ema: expected decay to be in \[0, 1\)/);
    expect(() => ema().update<unknown>(ema().init<unknown>([1, 2]), [1])).toThrow(ShapeError);
  });
});
