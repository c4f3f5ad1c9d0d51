import { normal, split, uniform } from '@monge/random';
import { kolmogorovSmirnov, normalCdf, uniformCdf } from '@monge/random/testing';
import { describe, expect, it } from 'vitest';

describe('kolmogorovSmirnov', () => {
  it('does not change with a monotone change of variable', () => {
    const { data } = normal(1, 1000);
    const cdf = normalCdf();
    const direct = kolmogorovSmirnov(data, cdf);
    const cubed = kolmogorovSmirnov(
      data.map((x) => x ** 3),
      (x) => cdf(Math.cbrt(x)),
    );
    expect(cubed.statistic).toBeCloseTo(direct.statistic, 12);
  });

  // The p-values of 1000 right samples are themselves uniform; p > 1e-6.
  it('has uniform p-values where the law is right', () => {
    const pValues = split(2, 1000).map((k) => kolmogorovSmirnov(uniform(k, 200).data, uniformCdf()).pValue);
    expect(kolmogorovSmirnov(pValues, uniformCdf()).pValue).toBeGreaterThan(1e-6);
  });

  it('finds a mean that is off by a tenth, in 10 000 draws', () => {
    expect(kolmogorovSmirnov(normal(3, 10_000).data, normalCdf({ mean: 0.1 })).pValue).toBeLessThan(1e-12);
  });

  // scipy 1.16: kstest(x, 'uniform').
  it('has SciPy’s statistic', () => {
    const { statistic } = kolmogorovSmirnov([0.9, 0.1, 0.31, 0.25, 0.95, 0.5, 0.3], uniformCdf());
    expect(statistic).toBeCloseTo(0.2614285714285714, 15);
  });

  // scipy 1.16: kstwo.sf(d, n), the exact law of the statistic of n draws.
  it.each([
    [20, 0.3, 0.04306706665851623],
    [100, 0.12, 0.10330374901819939],
    [1000, 0.05, 0.013012074781090332],
    [1000, 0.03, 0.3226902143914636],
    [10_000, 0.02, 0.0006616848639387309],
    [10_000, 0.025, 7.319405460271144e-6],
  ])('has the exact p-value of %s draws at distance %s, within 3 %', (n, distance, expected) => {
    // Mid-points of n equal cells are 1/(2n) from the uniform law; moved up by the rest, they are at this distance.
    const shift = distance - 0.5 / n;
    const samples = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n + shift);
    const { statistic, pValue } = kolmogorovSmirnov(samples, (x) => x);
    expect(statistic).toBeCloseTo(distance, 12);
    expect(Math.abs(pValue / expected - 1)).toBeLessThan(0.03);
  });

  it('leaves the samples as they were', () => {
    const samples = [3, 1, 2];
    kolmogorovSmirnov(samples, uniformCdf({ high: 4 }));
    expect(samples).toEqual([3, 1, 2]);
  });
});
