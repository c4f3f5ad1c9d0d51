import {
  type ArrayInput,
  type AsyncMapOperation,
  contiguous,
  DomainError,
  fromData,
  type NdArray,
} from '@monge/ndarray';
import { type Device, expectRoom } from '../engine/device.js';
import { compile } from '../engine/program.js';
import type { ProgramCache } from '../engine/program-cache.js';
import { elementwise, mapOperations } from '../kernels/elementwise.js';

const caller = 'gpu.map';

export async function map(
  device: Device,
  programs: ProgramCache,
  operation: AsyncMapOperation,
  input: ArrayInput,
): Promise<NdArray<Float32Array>> {
  if (!mapOperations().includes(operation)) {
    throw new DomainError(
      `${caller}: expected operation one of ${mapOperations().join(', ')}, got ${operation}`,
    );
  }
  const { data, shape } = contiguous(input, 'float32', { name: 'x', caller });
  const count = data.length;
  if (count === 0) return fromData(new Float32Array(0), shape);
  expectRoom(device, count, 'x', caller);
  const program = programs.get(`${operation} ${count}`, () =>
    compile(device, { apply: { source: elementwise(operation), output: [count] } }, 1, ({ apply }, [x]) => [
      apply(x),
    ]),
  );
  const [result] = await program.run(data);
  return fromData(result, shape);
}
