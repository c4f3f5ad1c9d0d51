import type { FloatData } from '@monge/ndarray';
import { type Dense, denseOf, dtypeOfDense, type Plain, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import type { Lanes } from './reduced.js';

/** A number made of n elements, from `start` in steps. */
export type LaneKernel = (x: FloatData, start: number, step: number, n: number) => number;

export function evaluateLanes(kernel: LaneKernel, x: Plain, lanes: Lanes, memory: Memory): Dense {
  const from = denseOf(x);
  const { length, inner, shape } = lanes;
  const data = memory.allocate(dtypeOfDense(from), sizeOf(shape));
  for (let lane = 0; lane < data.length; lane++) {
    const start = inner === 1 ? lane * length : startOf(lane, lanes);
    data[lane] = kernel(from.data, start, inner, length);
  }
  return { data, shape };
}

/** Makes as many numbers of a lane as it has elements: `out` lies as x does. */
export type ScanKernel = (x: FloatData, start: number, step: number, n: number, out: FloatData) => void;

export function scanLanes(kernel: ScanKernel, x: Plain, lanes: Lanes, memory: Memory): Dense {
  const from = denseOf(x);
  const { outer, length, inner } = lanes;
  const data = memory.allocate(dtypeOfDense(from), from.data.length);
  for (let lane = 0; lane < outer * inner; lane++) {
    kernel(from.data, startOf(lane, lanes), inner, length, data);
  }
  return { data, shape: from.shape };
}

/** Where the first element of a lane lies. */
export function startOf(lane: number, { length, inner }: Lanes): number {
  const within = lane % inner;
  return (lane - within) * length + within;
}
