import { DTypeError, fromData, type NdArray } from '@monge/ndarray';
import { elementTypes } from './element-types.js';
import type { TensorInfo } from './format.js';
import { readHeader, refuse } from './read-header.js';

/** What a safetensors file holds. */
export interface Safetensors {
  /** The arrays by name, each in memory of its own. */
  readonly tensors: Readonly<Record<string, NdArray>>;
  /** The strings that describe the file; none, if it has no such part. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file, ours or another library's. F64, F32, I32, U32 and U8 keep their types, to the bit. F16 and BF16 become float32, I8 and I16
 * int32, U16 uint32, BOOL uint8 and I64 and U64 float64, all without rounding. To have the arrays in the structure of parameters again: {@link restoreTree}.
 *
 * The whole file is checked before anything is read, by the rules of the reference implementation: a header of at most 10⁸ bytes, and data that
 * the tensors cover without gaps or overlaps. Besides, no name may stand twice. Time and memory are those of one copy of the data.
 *
 * @throws DomainError when the bytes are not a valid file (truncated, say), or a 64-bit integer is not below 2⁵³ in magnitude.
 * @throws DTypeError for an element type that is not among those above, or when `file` is neither a Uint8Array nor an ArrayBuffer.
 * @see https://huggingface.co/docs/safetensors
 * @example
 * const { tensors, metadata } = decodeSafetensors(encodeSafetensors({ w: [[1, 2]] }, { metadata: { epoch: '3' } }));
 * tensors.w; // → [[1, 2]]
 * metadata; // → { epoch: '3' }
 */
export function decodeSafetensors(file: Uint8Array | ArrayBuffer): Safetensors {
  const { tensors, metadata, data } = readHeader(bytesOf(file));
  return {
    tensors: Object.fromEntries(tensors.map(([name, info]) => [name, read(name, info, data)])),
    metadata,
  };
}

function bytesOf(file: unknown): Uint8Array {
  // Tags, since an array of another realm is no instance of ours.
  const tag = Object.prototype.toString.call(file);
  if (tag === '[object Uint8Array]') return file as Uint8Array;
  if (tag === '[object ArrayBuffer]') return new Uint8Array(file as ArrayBuffer);
  throw new DTypeError(
    `nn.decodeSafetensors: expected the bytes of a file as a Uint8Array or an ArrayBuffer, got ${tag.slice('[object '.length, -1)}`,
  );
}

function read(
  name: string,
  { dtype, shape, data_offsets: [begin, end] }: TensorInfo,
  data: Uint8Array,
): NdArray {
  const type = elementTypes.get(dtype);
  if (type === undefined) {
    const known = [...elementTypes.keys()].join(', ');
    throw new DTypeError(
      `nn.decodeSafetensors: expected '${name}' to be one of ${known}, got ${dtype}; convert it before it is saved`,
    );
  }
  const bytes = shape.reduce((size, length) => size * length, type.width);
  if (bytes !== end - begin) {
    refuse(`${bytes} bytes for '${name}', ${dtype} of shape [${shape.join(', ')}]`, `${end - begin}`);
  }
  // A copy: data may begin anywhere in a file, and typed arrays may not. (Not `slice`, which copies nothing in a Buffer of Node.)
  return fromData(type.read(new Uint8Array(data.subarray(begin, end)).buffer), shape);
}
