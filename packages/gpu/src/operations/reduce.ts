import {
  type ArrayInput,
  type AsyncReduceOperation,
  contiguous,
  DomainError,
  fromData,
  type NdArray,
  ShapeError,
} from '@monge/ndarray';
import { type Device, expectRoom } from '../engine/device.js';
import { compile } from '../engine/program.js';
import type { ProgramCache } from '../engine/program-cache.js';
import { LOWEST, NOTHING } from '../kernels/online-sum.js';
import { reduceOperations, reduction } from '../kernels/reductions.js';

const caller = 'gpu.reduce';

/** Enough threads to fill the largest devices. */
const THREADS = 2 ** 16;

/** Rows are not cut into shorter runs than this. */
const SHORTEST = 256;

const LARGEST_FLOAT32 = 3.4028234663852886e38;

export async function reduce(
  device: Device,
  programs: ProgramCache,
  operation: AsyncReduceOperation,
  input: ArrayInput,
): Promise<NdArray<Float32Array>> {
  if (!reduceOperations().includes(operation)) {
    throw new DomainError(
      `${caller}: expected operation one of ${reduceOperations().join(', ')}, got ${operation}`,
    );
  }
  const { data, shape } = contiguous(input, 'float32', { name: 'x', caller });
  if (shape.length === 0)
    throw new ShapeError(`${caller}: expected x of one axis or more (the last is reduced), got a number`);
  const length = shape.at(-1)!;
  const outer = shape.slice(0, -1);
  const rows = outer.reduce((product, axis) => product * axis, 1);
  if (rows === 0 || length === 0) {
    return fromData(new Float32Array(rows).fill(operation === 'sum' ? 0 : -Infinity), outer);
  }
  const runs = Math.max(1, Math.min(Math.ceil(THREADS / rows), Math.floor(length / SHORTEST)));
  const run = Math.ceil(length / runs);
  expectRoom(device, rows * runs * run, 'x', caller);
  const program = programs.get(`${operation} ${rows} ${runs} ${run}`, () => {
    const kernels = {
      each: { source: reduction(operation, run), output: [rows * runs] },
      all: { source: reduction(operation, runs), output: [rows] },
    };
    return compile(device, kernels, 1, ({ each, all }, [values]) => [all(each(values))]);
  });
  const [reduced] = await program.run(packed(operation, data, rows, length, runs * run));
  return fromData(restored(operation, reduced), outer);
}

/** The rows in their padded length, filled up with what changes nothing; infinities, of which shading languages promise nothing, as very large numbers. */
function packed(
  operation: AsyncReduceOperation,
  data: Float32Array,
  rows: number,
  length: number,
  padded: number,
): Float32Array {
  const lowest = operation === 'logSumExp' ? NOTHING : -LARGEST_FLOAT32;
  const result = new Float32Array(rows * padded);
  for (let i = 0; i < rows; i++) {
    const row = result.subarray(i * padded, (i + 1) * padded);
    for (let k = 0; k < length; k++)
      row[k] = operation === 'sum' ? data[i * length + k] : Math.max(lowest, data[i * length + k]);
    row.fill(operation === 'sum' ? 0 : operation === 'max' ? row[0] : NOTHING, length);
  }
  return result;
}

function restored(operation: AsyncReduceOperation, reduced: Float32Array): Float32Array {
  if (operation === 'sum') return reduced;
  const lowest = operation === 'logSumExp' ? LOWEST / 2 : -LARGEST_FLOAT32;
  return reduced.map((value) => (value <= lowest ? -Infinity : value));
}
