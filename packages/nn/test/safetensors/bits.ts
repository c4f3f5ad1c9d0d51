import type { NdArray } from '@monge/ndarray';

/** All of a packed array that a file has to keep. */
export function bitsOf({ data, dtype, shape }: NdArray): unknown {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape: [...shape], bytes: [...bytes] };
}
