import type { FloatDType, Pairwise } from '@monge/ndarray';
import { uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';
import { wasm } from './pairwise-problem.js';

/** Exponents are of base two, in this unit. */
const unit = Math.LOG2E;

/** Digits behind the point of exponents below 2^10 in float64, and those that the oracle has. */
const [DIGITS, BITS] = [43, 160n];

/** 2^(1/2), 2^(1/4), 2^(1/8), … as multiples of 2^-BITS. */
const roots: readonly bigint[] = Array.from({ length: DIGITS }).reduce<bigint[]>(
  (found) => [...found, squareRoot((found.at(-1) ?? 2n << BITS) << BITS)],
  [],
);

/** ⌊√x⌋ (Newton). */
function squareRoot(x: bigint): bigint {
  for (let root = x; ; ) {
    const next = (root + x / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** How far a weight is from 2^z, in units of the last of so many bits: as exact as square roots of integers are. */
function errorInUlp(found: number, z: number, bits: number): number {
  const whole = Math.floor(z);
  let power = 1n << BITS;
  let rest = (z - whole) * 2 ** DIGITS;
  if (!Number.isInteger(rest)) throw new Error(`${z} has too many digits`);
  for (let k = DIGITS - 1; k >= 0; k--) {
    if (rest % 2 === 1) power = (power * roots[k]) >> BITS;
    rest = Math.floor(rest / 2);
  }
  const scaled = BigInt(found * 2 ** -whole * 2 ** 60) << (BITS - 60n);
  return Math.abs(Number(scaled - power)) * 2 ** (bits - 1 - Number(BITS));
}

interface Way {
  readonly name: string;
  /** How the pairs compute, and the bits of what comes out. */
  readonly dtype: FloatDType;
  readonly bits: number;
  readonly ulp: number;
  /** The exponents from which on down there is no weight, and up no larger one. */
  readonly range: readonly [number, number];
  /** The weights 2^z of one column. */
  readonly of: (pairs: Pairwise, z: Float64Array) => Float64Array;
}

const one = Float64Array.of(0);

function weights(pairs: Pairwise, z: Float64Array): Float64Array {
  const out = new Float64Array(z.length);
  pairs.weights(unit, z, one, 0, z.length, out);
  return out;
}

const stored =
  (storage: FloatDType) =>
  (pairs: Pairwise, z: Float64Array): Float64Array => {
    const scaling = pairs.scaling(storage);
    scaling.fill(unit, z, one);
    const sums = new Float64Array(z.length);
    scaling.iterate(new Float64Array(z.length), Float64Array.of(1), sums, new Float64Array(1));
    return sums;
  };

const double = { dtype: 'float64', bits: 53, ulp: 1.02, range: [-960, 1023] } as const;
const single = { dtype: 'float32', bits: 24, ulp: 3.2, range: [-90, 127] } as const;
const ways: readonly Way[] = [
  { name: 'float64', ...double, of: weights },
  { name: 'float64, stored', ...double, of: stored('float64') },
  { name: 'float32', ...single, of: weights },
  { name: 'float32, stored', ...single, of: stored('float32') },
  // What is left out is what rounds to −91.
  {
    name: 'float64, stored in float32',
    ...single,
    dtype: 'float64',
    range: [-90.5 - 2 ** -43, 127],
    of: stored('float32'),
  },
];

describe.each(ways)('the weights in $name', ({ dtype, bits, ulp, range: [least, most], of }) => {
  const at = (z: readonly number[] | Float64Array) => {
    const exponents = Float64Array.from(z);
    const costs = dtype === 'float32' ? new Float32Array(z.length) : new Float64Array(z.length);
    const pairs = wasm.pairwise({ kind: 'stored', rows: z.length, columns: 1, costs }, dtype);
    const found = of(pairs, exponents);
    pairs.release();
    return found;
  };
  /** To as many digits as an exponent of this type has, whatever its size. */
  const digits = dtype === 'float32' ? 17 : DIGITS;
  const round = (z: number) => Math.round(z * 2 ** digits) / 2 ** digits;

  it(`are within ${ulp} ulp of powers of two, in each of the 64 parts of a step from one to the next`, () => {
    const each = 60;
    const [where, part] = [uniform(1, 64 * each).data, uniform(2, 64 * each).data];
    const exponents = where.map((share, k) => {
      const whole = Math.floor(Math.ceil(least) + share * (most - Math.ceil(least)));
      // Middles and borders of the parts, and what is between them.
      const within = [0, 0.5, -0.5, part[k] - 0.5][Math.min(k % each, 3)];
      return Math.max(least + 2 ** -digits, round(whole + (Math.floor(k / each) + within) / 64));
    });
    const errors = at(exponents).map((weight, k) => errorInUlp(weight, exponents[k], bits));
    const ofParts = Array.from({ length: 64 }, (_, i) =>
      Math.max(...errors.subarray(each * i, each * (i + 1))),
    );
    expect(ofParts.filter((error) => !(error <= ulp))).toEqual([]);
  });

  it('are powers of two where exponents are whole, to the last of those that are numbers', () => {
    const first = Math.ceil(least + 2 ** -digits);
    const exponents = Array.from({ length: most - first + 1 }, (_, k) => first + k);
    expect([...at(exponents)]).toEqual(exponents.map((z) => 2 ** z));
    expect([...at([-0])]).toEqual([1]);
  });

  it('are the largest power of two where they are too large, so that nothing times them is nothing', () => {
    const far = [most + 0.25, most + 1, 2 * most, 1e30];
    expect([...at(far)]).toEqual(far.map(() => 2 ** most));
  });

  it('are zero from where products with them would be subnormal, and never garbage', () => {
    const next = least + 2 ** -digits;
    const [none, some] = at([least, round(next)]);
    expect(none).toBe(0);
    expect(some / 2 ** least).toBeCloseTo(1, 4);
    const far = [
      ...[0, 1, 30, 36, 60, 63, 64, 1064, 2 ** 20, 2 ** 60].map((step) => least - step - 0.3),
      -Infinity,
    ];
    expect([...at(far)]).toEqual(far.map(() => 0));
  });
});
