import type { Executor, FloatData, FloatDType, MapOperation } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';
import { maxUlp } from '@monge/ndarray/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { table } from './table.js';

/**
 * Each function with the errors that the README states, in ulp of float64 on the kernels and in JavaScript; in float32 it is 2 and 1. Those of the
 * engine itself differ: sin and cos are within 1 of V8 11, within 8 of V8 14 next to multiples of π/2.
 */
const functions: Readonly<Record<MapOperation | 'power', readonly [kernels: number, loops: number]>> = {
  exp: [1, 1],
  expm1: [1, 1],
  log: [1, 1],
  log1p: [1, 1],
  sqrt: [0, 0],
  sin: [1, 8],
  cos: [1, 8],
  tanh: [1, 1],
  erf: [1, 1],
  sigmoid: [1, 2],
  softplus: [2, 2],
  silu: [1, 2],
  gelu: [2, 2],
  relu: [0, 0],
  power: [1, 1],
};

const names = Object.keys(functions) as (keyof typeof functions)[];
const dtypes: readonly FloatDType[] = ['float64', 'float32'];
const pool = await createPool({ threads: 2 });
afterAll(() => pool.release());

const engines: readonly (readonly [engine: string, executor: Executor, column: 0 | 1])[] = [
  ['kernels', createWasm(), 0],
  ['kernels on two threads', pool, 0],
  ['plain loops', createJavaScript(), 1],
];

describe.each(engines)('on %s', (_, executor, column) => {
  describe.each(dtypes)('in %s', (dtype) => {
    it.each(names)(
      '%s is next to the correctly rounded value, from the subnormal numbers to infinity',
      (name) => {
        const { x, y, values } = table(dtype, name);
        const out: FloatData = x.slice();
        if (name === 'power') executor.power(x, y, out);
        else executor.map(name, x, out);
        const exact = functions[name][column] === 0;
        const ulp = dtype === 'float64' ? functions[name][column] : exact ? 0 : 2 - column;
        expect(maxUlp(out, values)).toBeLessThanOrEqual(ulp);
        // Those that vanish do so with the right sign.
        const zeros = (data: FloatData) => [...data].filter((_, i) => values[i] === 0);
        expect(zeros(out)).toEqual(zeros(values));
      },
    );
  });
});
