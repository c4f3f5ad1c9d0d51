// out ← f(x) over n elements, one after another; out may be x. Every vector is whole: arrays are padded to 4 elements, and what lies behind the last one is
// computed too, whatever it is. So the result of an element does not depend on where in the array it is.

import { gelu, relu, sigmoid, silu, softplus } from './activations';
import { erf } from './erf';
import { exp, expm1 } from './exp';
import { log, log1p } from './log';
import { power } from './power';
import { tanh } from './tanh';
import { COSINE, SINE, sinFrom } from './trigonometric';

const EXP: i32 = 0;
const EXPM1: i32 = 1;
const LOG: i32 = 2;
const LOG1P: i32 = 3;
const SQRT: i32 = 4;
const SIN: i32 = 5;
const COS: i32 = 6;
const TANH: i32 = 7;
const ERF: i32 = 8;
const SIGMOID: i32 = 9;
const SOFTPLUS: i32 = 10;
const SILU: i32 = 11;
const GELU: i32 = 12;
const RELU: i32 = 13;

// @ts-ignore: decorator
@inline
function apply<T extends number>(operation: i32, x: v128): v128 {
  if (operation == EXP) return exp<T>(x);
  if (operation == EXPM1) return expm1<T>(x);
  if (operation == LOG) return log<T>(x);
  if (operation == LOG1P) return log1p<T>(x);
  if (operation == SQRT) return v128.sqrt<T>(x);
  if (operation == TANH) return tanh<T>(x);
  if (operation == ERF) return erf<T>(x);
  if (operation == SIGMOID) return sigmoid<T>(x);
  if (operation == SOFTPLUS) return softplus<T>(x);
  if (operation == SILU) return silu<T>(x);
  if (operation == GELU) return gelu<T>(x);
  return relu<T>(x);
}

// @ts-ignore: decorator
@inline
function each<T extends number>(operation: i32, n: usize, x: usize, out: usize): void {
  for (let i: usize = 0; i < n * sizeof<T>(); i += 16) v128.store(out + i, apply<T>(operation, v128.load(x + i)));
}

// @ts-ignore: decorator
@inline
function map<T extends number>(operation: i32, n: usize, x: usize, out: usize): void {
  if (operation == EXP) each<T>(EXP, n, x, out);
  else if (operation == EXPM1) each<T>(EXPM1, n, x, out);
  else if (operation == LOG) each<T>(LOG, n, x, out);
  else if (operation == LOG1P) each<T>(LOG1P, n, x, out);
  else if (operation == SQRT) each<T>(SQRT, n, x, out);
  else if (operation == SIN) sines(SINE, n, x, out, sizeof<T>() == 4);
  else if (operation == COS) sines(COSINE, n, x, out, sizeof<T>() == 4);
  else if (operation == TANH) each<T>(TANH, n, x, out);
  else if (operation == ERF) each<T>(ERF, n, x, out);
  else if (operation == SIGMOID) each<T>(SIGMOID, n, x, out);
  else if (operation == SOFTPLUS) each<T>(SOFTPLUS, n, x, out);
  else if (operation == SILU) each<T>(SILU, n, x, out);
  else if (operation == GELU) each<T>(GELU, n, x, out);
  else if (operation == RELU) each<T>(RELU, n, x, out);
}

export function mapF32(operation: i32, n: usize, x: usize, out: usize): void {
  map<f32>(operation, n, x, out);
}

export function mapF64(operation: i32, n: usize, x: usize, out: usize): void {
  map<f64>(operation, n, x, out);
}

// Where f32 is not enough on the way, it is computed in f64 too, and rounded.

function sines(first: i64, n: usize, x: usize, out: usize, narrow: bool): void {
  for (let i: usize = 0; i < n; i += 2) put(out, i, sinFrom(first, take(x, i, narrow)), narrow);
}

// @ts-ignore: decorator
@inline
function take(x: usize, i: usize, narrow: bool): v128 {
  return narrow ? f64x2.promote_low_f32x4(v128.load64_zero(x + i * 4)) : v128.load(x + i * 8);
}

// @ts-ignore: decorator
@inline
function put(out: usize, i: usize, y: v128, narrow: bool): void {
  if (narrow) v128.store64_lane(out + i * 4, f32x4.demote_f64x2_zero(y), 0);
  else v128.store(out + i * 8, y);
}

// @ts-ignore: decorator
@inline
function powers(n: usize, x: usize, y: usize, out: usize, narrow: bool): void {
  for (let i: usize = 0; i < n; i += 2) put(out, i, power(take(x, i, narrow), take(y, i, narrow), narrow), narrow);
}

export function powerF32(n: usize, x: usize, y: usize, out: usize): void {
  powers(n, x, y, out, true);
}

export function powerF64(n: usize, x: usize, y: usize, out: usize): void {
  powers(n, x, y, out, false);
}
