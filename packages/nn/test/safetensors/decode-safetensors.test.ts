import { MongeError } from '@monge/ndarray';
import { decodeSafetensors, encodeSafetensors } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../support/expect-failure.js';
import { bitsOf } from './bits.js';

/** A file with any header, well-formed or not, and data 0, 1, 2 … */
function fileOf(header: string | Uint8Array, dataLength = 0, headerLength?: bigint): Uint8Array<ArrayBuffer> {
  const bytes = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + bytes.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, headerLength ?? BigInt(bytes.length), true);
  file.set(bytes, 8);
  file.set(
    Uint8Array.from({ length: dataLength }, (_, i) => i),
    8 + bytes.length,
  );
  return file;
}

const entry = (dtype: string, shape: readonly number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});
const withTensors = (tensors: Record<string, unknown>, dataLength: number) =>
  fileOf(JSON.stringify(tensors), dataLength);

const valid = encodeSafetensors(
  { layers: [{ w: new Float32Array(6), b: 0.25 }], codes: Uint8Array.of(1, 2, 3) },
  { metadata: { note: '"quoted"' } },
);

const refusal = (expected: string, got: string) =>
  `nn.decodeSafetensors: expected ${expected}, got ${got}; the bytes are damaged, or not those of a safetensors file`;

/** How many elements a file has in all, or that it was refused. */
function elementsIn(file: Uint8Array): number | 'refused' {
  try {
    return Object.values(decodeSafetensors(file).tensors).reduce((sum, { size }) => sum + size, 0);
  } catch (error) {
    if (error instanceof MongeError) return 'refused';
    throw error;
  }
}

describe('laws', () => {
  it('no file can be cut short or made longer without its being noticed', () => {
    for (let length = 0; length < valid.length; length++) {
      expect(() => decodeSafetensors(valid.subarray(0, length))).toThrow(MongeError);
    }
    expect(() => decodeSafetensors(Uint8Array.of(...valid, 0))).toThrow(MongeError);
  });

  it('a header with wrong bytes gives arrays that fit it, or an error that says so', () => {
    const damage = fc.array(fc.tuple(fc.nat({ max: 260 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const file = valid.slice();
        for (const [at, byte] of changes) file[at] = byte;
        expect([10, 'refused']).toContain(elementsIn(file));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('edges', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('data that begin %i bytes past a multiple of eight are read', (past) => {
    const file = withTensors({ w: entry('F32', [2], 3, 11), c: entry('U8', [3], 0, 3) }, 11);
    const moved = new Uint8Array(past + file.length).subarray(past);
    moved.set(file);
    const { w, c } = decodeSafetensors(moved).tensors;
    expect(bitsOf(w)).toEqual({ dtype: 'float32', shape: [2], bytes: [3, 4, 5, 6, 7, 8, 9, 10] });
    expect(bitsOf(c)).toEqual({ dtype: 'uint8', shape: [3], bytes: [0, 1, 2] });
  });

  it('the arrays share no memory with the file', () => {
    const file = encodeSafetensors({ w: Float64Array.of(1, 2) });
    const { w } = decodeSafetensors(file).tensors;
    file.fill(0);
    expect([...w.data]).toEqual([1, 2]);
    expect(w.data.buffer.byteLength).toBe(16);
  });

  it('the bytes may be an ArrayBuffer, or shared', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(valid.length));
    shared.set(valid);
    for (const bytes of [valid.slice().buffer, shared]) {
      expect(decodeSafetensors(bytes)).toEqual(decodeSafetensors(valid));
      expect(decodeSafetensors(bytes).tensors.codes.data.buffer).toBeInstanceOf(ArrayBuffer);
    }
  });

  it('a header may be long, with any number of escapes', () => {
    const note = '\\"{}:'.repeat(500_000);
    const { metadata } = decodeSafetensors(encodeSafetensors({}, { metadata: { note } }));
    expect(metadata.note === note).toBe(true);
  });

  it('keys that look alike are no duplicates, nor are those of different objects', () => {
    const { tensors } = decodeSafetensors(
      withTensors(
        { a: entry('U8', [1], 0, 1), '"a"': entry('U8', [1], 1, 2), shape: entry('U8', [1], 2, 3) },
        3,
      ),
    );
    expect(Object.keys(tensors)).toEqual(['a', '"a"', 'shape']);
  });

  it('a name may be one that every object inherits', () => {
    const file = fileOf(`{"__proto__":${JSON.stringify(entry('U8', [2], 0, 2))}}`, 2);
    const { tensors } = decodeSafetensors(file);
    expect(Object.keys(tensors)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(tensors)).toBe(Object.prototype);
  });
});

describe('errors', () => {
  it.each([
    [
      'fewer than eight bytes',
      new Uint8Array(7),
      "a file that begins with eight bytes, the header's length",
      '7 bytes in all',
    ],
    [
      'a header that is not all there',
      fileOf('{}', 0, 3n),
      'a header of 3 bytes',
      '2 bytes after its length',
    ],
    [
      'a huge header',
      fileOf('{}', 0, 100_000_001n),
      'a header of at most 100000000 bytes',
      'a length of 100000001',
    ],
    [
      'a length that is no exact number',
      fileOf('{}', 0, 2n ** 53n + 1n),
      'a header of at most 100000000 bytes',
      'a length of 9007199254740993',
    ],
    [
      'the largest length',
      fileOf('{}', 0, 2n ** 64n - 1n),
      'a header of at most 100000000 bytes',
      'a length of 18446744073709551615',
    ],
    ['a header that is no object', fileOf('[1, 2]'), 'a header that is an object', '[1, 2]'],
    [
      'a name twice',
      fileOf(
        `{"a":${JSON.stringify(entry('U8', [1], 0, 1))},"\\u0061" :${JSON.stringify(entry('U8', [1], 0, 1))}}`,
        1,
      ),
      'keys that differ',
      "'a' twice in one object",
    ],
    [
      'a property twice',
      fileOf('{"a":{"dtype":"U8","shape":[1],"dtype":"I8","data_offsets":[0,1]}}', 1),
      'keys that differ',
      "'dtype' twice in one object",
    ],
    [
      'metadata that are not strings',
      fileOf('{"__metadata__":{"a":1}}'),
      '__metadata__ to be an object of strings',
      '{"a":1}',
    ],
    [
      'metadata that are a list',
      fileOf('{"__metadata__":["a"]}'),
      '__metadata__ to be an object of strings',
      '["a"]',
    ],
    ['an entry that is no object', fileOf('{"a":3}'), "the entry of 'a' to be an object", '3'],
    [
      'no dtype',
      fileOf('{"a":{"shape":[],"data_offsets":[0,0]}}'),
      "the dtype of 'a' to be a string",
      'undefined',
    ],
    [
      'a negative length',
      withTensors({ a: entry('U8', [-1], 0, 1) }, 1),
      "the shape of 'a' to be integers ≥ 0",
      '[-1]',
    ],
    [
      'half an element',
      withTensors({ a: entry('U8', [0.5], 0, 1) }, 1),
      "the shape of 'a' to be integers ≥ 0",
      '[0.5]',
    ],
    [
      'offsets in the wrong order',
      withTensors({ a: entry('U8', [1], 1, 0) }, 1),
      "the data_offsets of 'a' to be two integers, 0 ≤ begin ≤ end",
      '[1,0]',
    ],
    [
      'data that end outside of the file',
      withTensors({ a: entry('U8', [4], 0, 4) }, 3),
      "the data of 'a' to end within the 3 bytes of data",
      '4',
    ],
    [
      'data that overlap',
      withTensors({ a: entry('U8', [3], 0, 3), b: entry('U8', [3], 2, 5) }, 5),
      "the data of 'b' to begin where others end, at 3",
      '2',
    ],
    [
      'a gap in the data',
      withTensors({ a: entry('U8', [3], 0, 3), b: entry('U8', [2], 4, 6) }, 6),
      "the data of 'b' to begin where others end, at 3",
      '4',
    ],
    [
      'data that belong to no tensor',
      withTensors({ a: entry('U8', [3], 0, 3) }, 5),
      '3 bytes of data, where the last tensor ends',
      '5',
    ],
    [
      'a shape that does not fit the data',
      withTensors({ a: entry('F32', [2, 3], 0, 20) }, 20),
      "24 bytes for 'a', F32 of shape [2, 3]",
      '20',
    ],
    [
      'a shape beyond all numbers',
      withTensors({ a: entry('F32', [2 ** 52, 2 ** 52, 2 ** 52], 0, 4) }, 4),
      `${4 * 2 ** 156} bytes for 'a', F32 of shape [${2 ** 52}, ${2 ** 52}, ${2 ** 52}]`,
      '4',
    ],
  ])('%s', (_, file, expected, got) => {
    expectFailure('domain', refusal(expected, got), () => decodeSafetensors(file));
  });

  it.each([
    ['JSON that is none', fileOf('{"a":')],
    ['another encoding than UTF-8', fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))],
    ['a byte order mark', fileOf('\ufeff{}')],
    ['an empty header', fileOf('')],
  ])('%s', (_, file) => {
    expect(() => decodeSafetensors(file)).toThrow('expected a header of JSON in UTF-8, got another (');
    expect(() => decodeSafetensors(file)).toThrow(MongeError);
  });

  it('an element type that no array here has', () => {
    expectFailure(
      'dtype',
      "nn.decodeSafetensors: expected 'a' to be one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got F8_E4M3; convert it before it is saved",
      () => decodeSafetensors(withTensors({ a: entry('F8_E4M3', [1], 0, 1) }, 1)),
    );
  });

  it.each([
    ['I64', -(2n ** 53n)],
    ['U64', 2n ** 64n - 1n],
  ])('%s that float64 would round', (dtype, integer) => {
    const file = withTensors({ a: entry(dtype, [1], 0, 8) }, 8);
    new DataView(file.buffer).setBigUint64(file.length - 8, BigInt.asUintN(64, integer), true);
    expectFailure(
      'domain',
      `nn.decodeSafetensors: expected 64-bit integers of magnitude below 2^53 (they become float64), got ${integer}; save them as another type`,
      () => decodeSafetensors(file),
    );
  });

  it('what is not bytes', () => {
    expectFailure(
      'dtype',
      'nn.decodeSafetensors: expected the bytes of a file as a Uint8Array or an ArrayBuffer, got String',
      () => decodeSafetensors('model.safetensors' as unknown as Uint8Array),
    );
  });
});
