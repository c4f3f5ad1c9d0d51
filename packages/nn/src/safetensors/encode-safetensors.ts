import { Traced } from '@monge/autodiff';
import type { NamedLeaf } from '@monge/autodiff/trees';
import {
  asStrided,
  type Contiguous,
  contiguous,
  DomainError,
  type DType,
  DTypeError,
  dtypeOf,
} from '@monge/ndarray';
import { writtenTypes } from './element-types.js';
import { ALIGNMENT, METADATA, MOST_HEADER_BYTES, type TensorInfo } from './format.js';
import { checkText, namedArrays } from './named-arrays.js';

/** Options of {@link encodeSafetensors}. */
export interface EncodeOptions {
  /** Strings about the file, for whoever reads it: the sizes of the network, say, as JSON. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const caller = 'nn.encodeSafetensors';

/**
 * A tree of arrays and numbers (parameters, the state of an optimiser, a checkpoint, or arrays by name) as a safetensors file, readable by the library of that
 * name in Python and others. A leaf is named after the keys that lead to it, `layers.0.w`. Arrays keep their element types and every bit; numbers
 * become float64 arrays of rank 0. {@link restoreTree} is the way back.
 *
 * Equal trees give equal bytes, whatever the order of their keys: the widest element types first, then by name, as the reference implementation
 * has it. Time and memory are those of one copy of the data.
 *
 * @throws DomainError when two leaves have the same name (`{ a: { b: 1 }, 'a.b': 2 }`), one is called `__metadata__`, a text is not well-formed Unicode, or names and
 * metadata take more than 10⁸ bytes.
 * @throws DTypeError for a leaf that is no array of numbers, for traced values, and for metadata that are not strings.
 * @see https://huggingface.co/docs/safetensors
 * @example
 * const file = encodeSafetensors({ layers: [{ w: [[1, 2]], b: 3 }] });
 * Object.keys(decodeSafetensors(file).tensors); // → ['layers.0.b', 'layers.0.w']
 */
export function encodeSafetensors(tree: unknown, options: EncodeOptions = {}): Uint8Array<ArrayBuffer> {
  const order = [...writtenTypes.keys()];
  const tensors = namedArrays(tree, caller)
    .map(readTensor)
    .sort((a, b) => order.indexOf(a.dtype) - order.indexOf(b.dtype) || compareNames(a.name, b.name));
  let length = 0;
  const infos = tensors.map(({ name, dtype, array: { data, shape } }): readonly [string, TensorInfo] => {
    const begin = length;
    length += data.byteLength;
    return [name, { dtype: writtenTypes.get(dtype)!, shape, data_offsets: [begin, length] }];
  });
  const header = encodeHeader(infos, options.metadata);
  const file = new Uint8Array(ALIGNMENT + header.length + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, ALIGNMENT);
  let at = ALIGNMENT + header.length;
  for (const { array } of tensors) {
    const { buffer, byteOffset, byteLength } = array.data;
    file.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return file;
}

interface NamedArray {
  readonly name: string;
  readonly dtype: DType;
  readonly array: Contiguous<DType>;
}

function readTensor([name, leaf]: NamedLeaf): NamedArray {
  if (leaf instanceof Traced) {
    throw new DTypeError(
      `${caller}: expected '${name}' to be an array, got a traced value; save outside of the function that is differentiated`,
    );
  }
  const { data } = asStrided(leaf, `'${name}'`, caller);
  const dtype: DType = dtypeOf(data);
  return { name, dtype, array: contiguous(leaf, dtype, { name: `'${name}'`, caller }) };
}

/** JSON in UTF-8, filled up with spaces. Written key by key: an object would move keys that look like integers to its front. */
function encodeHeader(
  infos: readonly (readonly [name: string, info: TensorInfo])[],
  metadata: EncodeOptions['metadata'],
): Uint8Array {
  const about = metadata === undefined ? [] : [[METADATA, checkMetadata(metadata)] as const];
  const entries = [...about, ...infos].map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  const json = new TextEncoder().encode(`{${entries.join(',')}}`);
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  if (length > MOST_HEADER_BYTES) {
    throw new DomainError(
      `${caller}: expected names and metadata that fit a header of ${MOST_HEADER_BYTES} bytes, got ${length}; save fewer arrays to a file, or shorter metadata`,
    );
  }
  const padded = new Uint8Array(length).fill(0x20);
  padded.set(json);
  return padded;
}

function checkMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries<unknown>(metadata)) {
    if (typeof value !== 'string') {
      throw new DTypeError(
        `${caller}: expected metadata to be strings, got a ${typeof value} for '${key}'; write it as a string, with JSON.stringify for example`,
      );
    }
    checkText(key, 'metadata', caller);
    checkText(value, 'metadata', caller);
  }
  return metadata;
}

/** By code points, which is by bytes of UTF-8; `<` compares halves of surrogate pairs. */
function compareNames(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    if (a[at] !== b[at]) return a.codePointAt(at)! - b.codePointAt(at)!;
  }
  return a.length - b.length;
}
