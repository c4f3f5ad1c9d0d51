import {
  type ArrayInput,
  contiguous,
  fromData,
  type NdArray,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import { type Device, expectRoom } from '../engine/device.js';
import { compile } from '../engine/program.js';
import type { ProgramCache } from '../engine/program-cache.js';
import { matrixProduct } from '../kernels/matrix-product.js';

const caller = 'gpu.gemm';

export async function gemm(
  device: Device,
  programs: ProgramCache,
  left: ArrayInput,
  right: ArrayInput,
): Promise<NdArray<Float32Array>> {
  const a = matrix(left, 'a');
  const b = matrix(right, 'b');
  const [m, depth] = a.shape;
  const [inner, n] = b.shape;
  if (inner !== depth) {
    throw new ShapeError(
      `${caller}: expected b of shape [${depth}, n] (its rows are summed over with the columns of a), got [${inner}, ${n}]`,
    );
  }
  if (m === 0 || n === 0 || depth === 0) return fromData(new Float32Array(m * n), [m, n]);
  for (const [name, count] of [
    ['a', m * depth],
    ['b', depth * n],
    ['the product', m * n],
  ] as const) {
    expectRoom(device, count, name, caller);
  }
  if (Math.max(m, n) > device.longest) {
    throw new UnsupportedError(
      `${caller}: expected a product of at most ${device.longest} rows and columns (on this device, by ${device.name}), got ${m} × ${n}; split it`,
    );
  }
  const kernel = { source: matrixProduct(depth, n), output: [n, m] };
  const program = programs.get(`gemm ${m} ${depth} ${n}`, () =>
    compile(device, { kernel }, 2, (use, [x, y]) => [use.kernel(x, y)]),
  );
  const [product] = await program.run(a.data, b.data);
  return fromData(product, [m, n]);
}

function matrix(input: ArrayInput, name: string): { data: Float32Array; shape: readonly [number, number] } {
  const { data, shape } = contiguous(input, 'float32', { name, caller });
  const [rows, columns] = shape;
  if (shape.length === 2) return { data, shape: [rows, columns] };
  throw new ShapeError(`${caller}: expected ${name} of two axes (a matrix), got shape [${shape.join(', ')}]`);
}
