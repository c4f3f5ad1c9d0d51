import type { Data, DType } from '@monge/ndarray';
import { exactIntegers } from './exact-integers.js';
import { fromBfloat16, fromFloat16 } from './half-precision.js';

/** An element type of the format: the bytes of an element, and how a buffer of them is read. */
export interface ElementType {
  readonly width: number;
  readonly read: (buffer: ArrayBuffer) => Data;
}

// Typed arrays have the byte order of the machine; the format is little-endian, as is every machine that runs these kernels.
export const elementTypes: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ['F64', { width: 8, read: (buffer) => new Float64Array(buffer) }],
  ['F32', { width: 4, read: (buffer) => new Float32Array(buffer) }],
  ['F16', { width: 2, read: (buffer) => fromFloat16(new Uint16Array(buffer)) }],
  ['BF16', { width: 2, read: (buffer) => fromBfloat16(new Uint16Array(buffer)) }],
  ['I64', { width: 8, read: (buffer) => exactIntegers(new BigInt64Array(buffer)) }],
  ['U64', { width: 8, read: (buffer) => exactIntegers(new BigUint64Array(buffer)) }],
  ['I32', { width: 4, read: (buffer) => new Int32Array(buffer) }],
  ['U32', { width: 4, read: (buffer) => new Uint32Array(buffer) }],
  ['I16', { width: 2, read: (buffer) => Int32Array.from(new Int16Array(buffer)) }],
  ['U16', { width: 2, read: (buffer) => Uint32Array.from(new Uint16Array(buffer)) }],
  ['I8', { width: 1, read: (buffer) => Int32Array.from(new Int8Array(buffer)) }],
  ['U8', { width: 1, read: (buffer) => new Uint8Array(buffer) }],
  ['BOOL', { width: 1, read: (buffer) => new Uint8Array(buffer) }],
]);

/** What our element types are called there, in the order in which the reference implementation lays tensors out: the widest first, so that all are aligned. */
export const writtenTypes: ReadonlyMap<DType, string> = new Map([
  ['float64', 'F64'],
  ['float32', 'F32'],
  ['uint32', 'U32'],
  ['int32', 'I32'],
  ['uint8', 'U8'],
]);
