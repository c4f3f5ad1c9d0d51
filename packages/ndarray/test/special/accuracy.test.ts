import type { FloatData, NdArray } from '@monge/ndarray';
import * as special from '@monge/ndarray/special';
import { assertAllClose, maxUlp } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { table } from './table.js';

type Operation = (x: FloatData) => NdArray;

/** Each function with the error that its documentation states, in ulp, over all arguments. */
const functions = {
  erf: [special.erf, 1],
  erfc: [special.erfc, 2],
  erfinv: [special.erfinv, 2],
  erfcinv: [special.erfcinv, 2],
  normalCdf: [special.normalCdf, 3],
  logNormalCdf: [special.logNormalCdf, 3],
  normalQuantile: [special.normalQuantile, 2],
  besselI0: [special.besselI0, 3],
  besselI1: [special.besselI1, 3],
  besselI0e: [special.besselI0e, 3],
  besselI1e: [special.besselI1e, 3],
  logBesselI0: [special.logBesselI0, 2],
  logBesselI1: [special.logBesselI1, 2],
  sigmoid: [special.sigmoid, 2],
  softplus: [special.softplus, 2],
  silu: [special.silu, 2],
  gelu: [special.gelu, 2],
} as const satisfies Record<string, readonly [Operation, number]>;

type Name = keyof typeof functions;

describe.each(Object.keys(functions) as Name[])('%s', (name) => {
  const [operation, ulp]: readonly [Operation, number] = functions[name];
  const { args, values } = table(name);

  it(`is within ${ulp} ulp of the correctly rounded value, from the subnormal numbers to infinity`, () => {
    expect(maxUlp(operation(args[0]), values)).toBeLessThanOrEqual(ulp);
  });

  it('rounds to float32 what it is in float64', () => {
    const single = Float32Array.from(args[0]);
    expect(operation(single).data).toEqual(Float32Array.from(operation(Float64Array.from(single)).data));
  });

  it('has zeros of the right sign', () => {
    const zeros = args[0].filter((_, i) => values[i] === 0);
    expect(operation(zeros).data).toEqual(values.filter((y) => y === 0));
  });
});

describe.each([
  ['lgamma', special.lgamma],
  ['digamma', special.digamma],
] as const)('%s', (name, operation) => {
  it('is within 2 ulp on the right, near its roots too', () => {
    const { args, values } = table(name, (x) => !(x < 0));
    expect(maxUlp(operation(args[0]), values)).toBeLessThanOrEqual(2);
  });

  it('is within 1e-15 max(1, |value|) on the left', () => {
    const { args, values } = table(name, (x) => x < 0);
    assertAllClose(operation(args[0]), values, { rtol: 1e-15, atol: 1e-15 });
  });
});

describe('logBeta', () => {
  it('is within 4e-15 max(1, |value|), for small and large arguments in any mixture', () => {
    const { args, values } = table('logBeta');
    assertAllClose(special.logBeta(args[0], args[1]), values, { rtol: 4e-15, atol: 4e-15 });
  });
});

describe('logBinomial', () => {
  it('is within 2 ulp for integers', () => {
    const { args, values } = table('logBinomial');
    expect(maxUlp(special.logBinomial(args[0], args[1]), values)).toBeLessThanOrEqual(2);
  });
});

describe('betainc', () => {
  it('is within a relative 2e-14, far from the mean too', () => {
    const { args, values } = table('betainc');
    assertAllClose(special.betainc(...args), values, { rtol: 2e-14 });
  });
});
