// The kernels of draws. Each fills `count` elements at `out`, and what is missing to a multiple of 128 bytes, with those that @monge/random draws
// for this key from element `first` on, where `first` is a multiple of 32, below 2^53.

import { normalsF32, normalsF64 } from './normal';
import { philox } from './philox';
import { uniformsF32, uniformsF64 } from './uniform';

export function normalF32(k0: i32, k1: i32, first: f64, count: usize, mean: f64, std: f64, out: usize): void {
  philox(k0, k1, <u64>first / 4, 4 * count, out);
  normalsF32(out, 4 * count, mean, std);
}

export function normalF64(k0: i32, k1: i32, first: f64, count: usize, mean: f64, std: f64, out: usize): void {
  philox(k0, k1, <u64>first / 2, 8 * count, out);
  normalsF64(out, 8 * count, mean, std);
}

export function uniformF32(k0: i32, k1: i32, first: f64, count: usize, low: f64, high: f64, out: usize): void {
  philox(k0, k1, <u64>first / 4, 4 * count, out);
  uniformsF32(out, 4 * count, low, high);
}

export function uniformF64(k0: i32, k1: i32, first: f64, count: usize, low: f64, high: f64, out: usize): void {
  philox(k0, k1, <u64>first / 2, 8 * count, out);
  uniformsF64(out, 8 * count, low, high);
}
