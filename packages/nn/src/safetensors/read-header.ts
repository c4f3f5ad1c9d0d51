import { DomainError } from '@monge/ndarray';
import { ALIGNMENT, METADATA, MOST_HEADER_BYTES, type TensorInfo } from './format.js';
import { refuseRepeatedKeys } from './refuse-repeated-keys.js';

/** A file taken apart. */
export interface Header {
  readonly tensors: readonly (readonly [name: string, info: TensorInfo])[];
  readonly metadata: Readonly<Record<string, string>>;
  /** The bytes after the header. */
  readonly data: Uint8Array;
}

/** Reads what stands before the data, and checks that the tensors cover these exactly. @throws DomainError */
export function readHeader(bytes: Uint8Array): Header {
  const end = ALIGNMENT + headerLength(bytes);
  const data = bytes.subarray(end);
  const entries = Object.entries(parse(bytes.subarray(ALIGNMENT, end)));
  const tensors = entries
    .filter(([name]) => name !== METADATA)
    .map(([name, info]) => [name, checkInfo(name, info)] as const);
  const metadata = checkMetadata(entries.find(([name]) => name === METADATA)?.[1] ?? {});
  checkCover(tensors, data.length);
  return { tensors, metadata, data };
}

/** @throws DomainError always. */
export function refuse(expected: string, got: string | undefined): never {
  // Cut, since it may be most of a header.
  throw new DomainError(
    `nn.decodeSafetensors: expected ${expected}, got ${`${got}`.slice(0, 200)}; the bytes are damaged, or not those of a safetensors file`,
  );
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < ALIGNMENT) {
    refuse("a file that begins with eight bytes, the header's length", `${bytes.length} bytes in all`);
  }
  const { buffer, byteOffset } = bytes;
  // Compared before it becomes a number, which may not hold it.
  const length = new DataView(buffer, byteOffset).getBigUint64(0, true);
  if (length > MOST_HEADER_BYTES)
    refuse(`a header of at most ${MOST_HEADER_BYTES} bytes`, `a length of ${length}`);
  const rest = bytes.length - ALIGNMENT;
  if (length > rest) refuse(`a header of ${length} bytes`, `${rest} bytes after its length`);
  return Number(length);
}

function parse(header: Uint8Array): object {
  let json: string;
  let parsed: unknown;
  try {
    // A copy, because decoders take no shared memory.
    json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(header));
    parsed = JSON.parse(json);
  } catch (error) {
    refuse(
      'a header of JSON in UTF-8',
      `another (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  if (!isObject(parsed)) refuse('a header that is an object', json.slice(0, 20));
  refuseRepeatedKeys(json, (key) => refuse('keys that differ', `'${key}' twice in one object`));
  return parsed;
}

function checkInfo(name: string, info: unknown): TensorInfo {
  if (!isObject(info)) refuse(`the entry of '${name}' to be an object`, JSON.stringify(info));
  const { dtype, shape, data_offsets: offsets } = info as Readonly<Record<string, unknown>>;
  if (typeof dtype !== 'string') refuse(`the dtype of '${name}' to be a string`, JSON.stringify(dtype));
  if (!isCounts(shape)) refuse(`the shape of '${name}' to be integers ≥ 0`, JSON.stringify(shape));
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    refuse(`the data_offsets of '${name}' to be two integers, 0 ≤ begin ≤ end`, JSON.stringify(offsets));
  }
  return { dtype, shape, data_offsets: [offsets[0], offsets[1]] };
}

function checkMetadata(metadata: unknown): Readonly<Record<string, string>> {
  if (!isObject(metadata) || Object.values(metadata).some((value) => typeof value !== 'string')) {
    refuse(`${METADATA} to be an object of strings`, JSON.stringify(metadata));
  }
  return metadata as Readonly<Record<string, string>>;
}

/** No two tensors share a byte, and no byte belongs to none: nothing can be hidden in a file. */
function checkCover(tensors: Header['tensors'], length: number): void {
  const inOrder = tensors
    .map(([name, { data_offsets: offsets }]) => ({ name, offsets }))
    .sort((a, b) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1]);
  let covered = 0;
  for (const { name, offsets } of inOrder) {
    const [begin, end] = offsets;
    if (begin !== covered)
      refuse(`the data of '${name}' to begin where others end, at ${covered}`, `${begin}`);
    if (end > length) refuse(`the data of '${name}' to end within the ${length} bytes of data`, `${end}`);
    covered = end;
  }
  if (covered !== length) refuse(`${covered} bytes of data, where the last tensor ends`, `${length}`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0);
}
