import type { FloatData } from '../dtype.js';
import type { MapOperation } from '../executors/map-operation.js';
import { gelu, sigmoid, silu, softplus } from '../special/scalar/activations.js';
import { erf } from '../special/scalar/erf.js';
import { power } from '../special/scalar/power.js';
import { tanh } from '../special/scalar/tanh.js';

const functions: Readonly<Record<MapOperation, (x: number) => number>> = {
  cos: Math.cos,
  erf,
  exp: Math.exp,
  expm1: Math.expm1,
  gelu,
  log: Math.log,
  log1p: Math.log1p,
  relu: (x) => Math.max(x, 0),
  sigmoid,
  silu,
  sin: Math.sin,
  softplus,
  sqrt: Math.sqrt,
  tanh,
};

/** `Executor.map` in plain loops over float64. */
export function mapInJavaScript<D extends FloatData>(operation: MapOperation, x: D, out: D): void {
  const f = functions[operation];
  for (let i = 0; i < out.length; i++) out[i] = f(x[i]);
}

/** `Executor.power` in plain loops over float64. */
export function powerInJavaScript<D extends FloatData>(x: D, y: D, out: D): void {
  for (let i = 0; i < out.length; i++) out[i] = power(x[i], y[i]);
}
