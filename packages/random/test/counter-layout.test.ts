import {
  bernoulli,
  exponential,
  gamma,
  gumbel,
  key,
  normal,
  philox4x32,
  poisson,
  rademacher,
  randint,
  split,
  uniform,
} from '@monge/random';
import { describe, expect, it } from 'vitest';
import { logGamma } from '../src/testing/log-gamma.js';

// What the README says of the words behind each draw, computed again with Math's functions and BigInt's integers.

const k = split(2011)[1];
const n = 1001;
const many = 20_000;

/** Word w of the stream of a key. */
function word(w: number, attempt = 0): number {
  return philox4x32([Math.floor(w / 4), 0, attempt, 0], k)[w % 4];
}

/** The 64-bit word w: low half first. */
const wide = (w: number) => (BigInt(word(2 * w + 1)) << 32n) + BigInt(word(2 * w));

/** (k + ½)·2⁻⁵² for the top 52 bits k of a 64-bit word, of which the halves are given. */
const openOf = (low: number, high: number) =>
  (Number(((BigInt(high) << 32n) + BigInt(low)) >> 12n) + 0.5) / 2 ** 52;
const open = (w: number) => openOf(word(2 * w), word(2 * w + 1));

/** The first coordinate of the point at this angle from each of the four directions. */
const directions = (angle: number) => [Math.cos(angle), Math.sin(angle), -Math.cos(angle), -Math.sin(angle)];

const elements = Array.from({ length: n }, (_, i) => i);

function expectClose(data: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(data).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(data[i] - value)).toBeLessThan(tolerance);
}

describe('the counter layout', () => {
  it('is that of uniform: 53 bits of a 64-bit word, or 24 of a word', () => {
    expect([...uniform(k, n).data]).toEqual(elements.map((i) => Number(wide(i) >> 11n) / 2 ** 53));
    expect([...uniform(k, n, { dtype: 'float32' }).data]).toEqual(
      elements.map((i) => (word(i) >>> 8) / 2 ** 24),
    );
  });

  it('is that of normal: a radius and an angle for each pair', () => {
    const pair = (u: number, quadrant: number, fraction: number) => {
      const radius = Math.sqrt(-2 * Math.log(u));
      const [x, y] = [
        radius * Math.cos((fraction * Math.PI) / 2),
        radius * Math.sin((fraction * Math.PI) / 2),
      ];
      return [
        [x, y],
        [y, x],
        [-x, -y],
        [-y, -x],
      ][quadrant];
    };
    const pairs = elements.slice(0, Math.ceil(n / 2));
    const float64 = pairs.flatMap((j) => {
      const angle = wide(2 * j + 1);
      return pair(open(2 * j), Number(angle & 3n), Number(BigInt.asIntN(64, angle) >> 2n) / 2 ** 62);
    });
    expectClose(normal(k, n).data, float64.slice(0, n), 1e-14);
    const float32 = pairs.flatMap((j) => {
      const angle = word(2 * j + 1);
      return pair((word(2 * j) + 0.5) / 2 ** 32, angle & 3, (angle >> 2) / 2 ** 30);
    });
    expectClose(normal(k, n, { dtype: 'float32' }).data, float32.slice(0, n), 3e-7);
  });

  it('is that of exponential, gumbel and bernoulli: 52 bits of a 64-bit word', () => {
    const units = elements.map(open);
    expectClose(
      exponential(k, n).data,
      units.map((u) => -Math.log(u)),
      1e-14,
    );
    expectClose(
      gumbel(k, n).data,
      units.map((u) => -Math.log(-Math.log(u))),
      1e-14,
    );
    expect([...bernoulli(k, n, { p: 0.3 }).data]).toEqual(units.map((u) => Number(u < 0.3)));
  });

  it('is that of rademacher: a bit', () => {
    expect([...rademacher(k, n).data]).toEqual(
      elements.map((i) => 2 * ((word(Math.floor(i / 32)) >>> (i % 32)) & 1) - 1),
    );
  });

  it('is that of randint: a word, and further blocks of the element’s own where it is refused', () => {
    const span = 3 * 2 ** 30;
    const drawn = elements.map((i) => {
      let w = word(i);
      for (let attempt = 1; w < 2 ** 32 % span; attempt++) w = philox4x32([i, 0, attempt, 0], k)[0];
      return (w % span) - 2 ** 31;
    });
    expect([...randint(k, n, { low: -(2 ** 31), high: span - 2 ** 31 }).data]).toEqual(drawn);
  });

  // The plain acceptance tests of the papers, without squeeze; many elements, since their borders are rarely met.
  it.each([1, 1.5, 20])(
    'is that of gamma: a block for each attempt of each element; concentration %s',
    (a) => {
      const d = a - 1 / 3;
      const drawn = Array.from({ length: many }, (_, i) => {
        for (let attempt = 1; ; attempt++) {
          const [w0, w1, w2, w3] = philox4x32([i, 0, attempt, 0], k);
          const angle = (((w2 >> 2) / 2 ** 30) * Math.PI) / 2;
          const x = Math.sqrt(-2 * Math.log(openOf(w0, w1))) * directions(angle)[w2 & 3];
          const v = (1 + x / Math.sqrt(9 * d)) ** 3;
          if (v > 0 && Math.log((w3 + 0.5) / 2 ** 32) < (x * x) / 2 + d - d * v + d * Math.log(v))
            return d * v;
        }
      });
      expectClose(gamma(k, many, { concentration: a }).data, drawn, 1e-11);
    },
  );

  it.each([64, 100.5, 3e4])(
    'is that of poisson: a block for each attempt of each element; rate %s',
    (rate) => {
      const b = 0.931 + 2.53 * Math.sqrt(rate);
      const a = -0.059 + 0.02483 * b;
      const drawn = Array.from({ length: many }, (_, i) => {
        for (let attempt = 1; ; attempt++) {
          const [w0, w1, w2, w3] = philox4x32([i, 0, attempt, 0], k);
          const [u, v] = [openOf(w0, w1) - 0.5, openOf(w2, w3)];
          const us = 0.5 - Math.abs(u);
          const count = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
          if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return count;
          if (count < 0 || (us < 0.013 && v > us)) continue;
          const hat = Math.log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / us ** 2 + b));
          if (hat <= count * Math.log(rate) - rate - logGamma(count + 1)) return count;
        }
      });
      expect([...poisson(k, many, { rate }).data]).toEqual(drawn);
    },
  );

  it('is that of gamma below concentration 1: a boost from attempt 0', () => {
    const above = gamma(k, n, { concentration: 1.3 }).data;
    const boosted = elements.map((i) => {
      const [w0, w1] = philox4x32([i, 0, 0, 0], k);
      return above[i] * openOf(w0, w1) ** (1 / 0.3);
    });
    expectClose(gamma(k, n, { concentration: 0.3 }).data, boosted, 1e-13);
  });

  it('goes on past 2³² blocks', () => {
    expect(philox4x32([0, 1, 0, 0], key(1))).not.toEqual(philox4x32([0, 0, 0, 0], key(1)));
  });
});
