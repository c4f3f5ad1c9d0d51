import { grad, sum } from '@monge/autodiff';
import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import { array, fromData, transpose } from '@monge/ndarray';
import { decodeSafetensors, encodeSafetensors, restoreTree } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../support/expect-failure.js';
import { bitsOf } from './bits.js';
import { trees } from './trees.js';

/** The arrays of a tree by name, to the bit. */
const leaves = (tree: unknown) =>
  namedLeaves(tree)
    .map(([name, leaf]) => [name, bitsOf(array(leaf as number))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
const structure = (tree: unknown) => mapLeaves((leaf) => typeof leaf === 'number', tree);

const nameable = (tree: unknown) => {
  const names = namedLeaves(tree).map(([name]) => name);
  return new Set(names).size === names.length;
};

const text = fc.string({ unit: 'binary', maxLength: 20 });

describe('laws', () => {
  it('a tree that is saved and loaded is the same tree, to the bit', () => {
    fc.assert(
      fc.property(trees.filter(nameable), fc.dictionary(text, text), (tree, metadata) => {
        const decoded = decodeSafetensors(encodeSafetensors(tree, { metadata }));
        expect(Object.entries(decoded.metadata)).toEqual(Object.entries(metadata));
        const restored = restoreTree(decoded.tensors, tree);
        expect(leaves(restored)).toEqual(leaves(tree));
        expect(structure(restored)).toEqual(structure(tree));
      }),
    );
  });

  it('what is loaded can be saved again, with the same bytes', () => {
    fc.assert(
      fc.property(trees.filter(nameable), (tree) => {
        const file = encodeSafetensors(tree);
        expect(encodeSafetensors(decodeSafetensors(file).tensors)).toEqual(file);
      }),
    );
  });

  it('the data begin at a multiple of eight bytes, and each array at one of its element type', () => {
    fc.assert(
      fc.property(trees.filter(nameable), (tree) => {
        const file = encodeSafetensors(tree);
        const length = Number(new DataView(file.buffer).getBigUint64(0, true));
        expect(length % 8).toBe(0);
        const header: Record<string, { dtype: string; data_offsets: number[] }> = JSON.parse(
          new TextDecoder().decode(file.subarray(8, 8 + length)),
        );
        const widths: Record<string, number> = { F64: 8, F32: 4, U32: 4, I32: 4, U8: 1 };
        for (const { dtype, data_offsets: offsets } of Object.values(header)) {
          expect(offsets[0] % widths[dtype]).toBe(0);
        }
      }),
    );
  });
});

describe('edges', () => {
  it('the bytes do not depend on the order of the keys', () => {
    const [w, b] = [array([[1, 2, 3]], { dtype: 'float32' }), 0.5];
    expect(encodeSafetensors({ w, b })).toEqual(encodeSafetensors({ b, w }));
  });

  it('a view is saved as the elements that it shows', () => {
    const data = Float32Array.from({ length: 3000 }, (_, i) => i);
    const { tensors } = decodeSafetensors(
      encodeSafetensors({
        transposed: transpose(fromData(data, [1000, 3])),
        reversed: fromData(data, [1000], [-3]),
        part: data.subarray(10, 12),
      }),
    );
    expect(tensors.transposed.shape).toEqual([3, 1000]);
    expect(tensors.transposed.get(1, 999)).toBe(2998);
    expect([tensors.reversed.get(0), tensors.reversed.get(999)]).toEqual([2997, 0]);
    expect(tensors.part).toMatchObject({ dtype: 'float32', data: Float32Array.of(10, 11) });
  });

  it('a tree that is one array has a file with one, which has no name', () => {
    const { tensors } = decodeSafetensors(encodeSafetensors([[1, 2]]));
    expect(Object.keys(tensors)).toEqual(['']);
    expect([...restoreTree(tensors, [[0, 0]]).data]).toEqual([1, 2]);
  });

  it('a tree without leaves has a file without arrays', () => {
    expect(decodeSafetensors(encodeSafetensors({ none: [], nothing: null }))).toEqual({
      tensors: {},
      metadata: {},
    });
  });
});

describe('errors', () => {
  it('names that are the same once joined', () => {
    expectFailure(
      'domain',
      "nn.encodeSafetensors: expected names that differ once their parts are joined by dots, got 'a.b' twice; rename a key that has a dot in it",
      () => encodeSafetensors({ a: { b: 1 }, 'a.b': 2 }),
    );
  });

  it('the name that the format reserves', () => {
    expectFailure(
      'domain',
      "nn.encodeSafetensors: expected another name than '__metadata__', which the format reserves",
      () => encodeSafetensors({ __metadata__: 1 }),
    );
  });

  it('names and metadata that UTF-8 cannot say', () => {
    const expected = (what: string) =>
      `nn.encodeSafetensors: expected ${what} in well-formed Unicode, got "a\\ud800"`;
    expectFailure('domain', expected('names'), () => encodeSafetensors({ 'a\ud800': 1 }));
    expectFailure('domain', expected('metadata'), () =>
      encodeSafetensors([1], { metadata: { a: 'a\ud800' } }),
    );
    expectFailure('domain', expected('metadata'), () =>
      encodeSafetensors([1], { metadata: { 'a\ud800': 'a' } }),
    );
  });

  it('metadata that are not strings', () => {
    const metadata = { step: 3 } as unknown as Record<string, string>;
    expectFailure(
      'dtype',
      "nn.encodeSafetensors: expected metadata to be strings, got a number for 'step'; write it as a string, with JSON.stringify for example",
      () => encodeSafetensors([1], { metadata }),
    );
  });

  it('metadata that make the header longer than readers take', () => {
    expectFailure(
      'domain',
      'nn.encodeSafetensors: expected names and metadata that fit a header of 100000000 bytes, got 100000032; save fewer arrays to a file, or shorter metadata',
      () => encodeSafetensors({}, { metadata: { note: '-'.repeat(100_000_000) } }),
    );
  });

  it('what is no array of numbers', () => {
    expectFailure(
      'dtype',
      'nn.encodeSafetensors: expected elements in one of Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array, got an Int16Array; take Float64Array.from(values, Number), or new Uint8Array(pixels.buffer) for the Uint8ClampedArray of an image',
      () => encodeSafetensors({ w: new Int16Array(3) }),
    );
    expectFailure(
      'dtype',
      'autodiff.namedLeaves: expected tree.name to be a number, an array, or a tree of these (lists and plain records), got string',
      () => encodeSafetensors({ name: 'mlp' }),
    );
  });

  it('traced values', () => {
    expectFailure(
      'dtype',
      "nn.encodeSafetensors: expected 'w' to be an array, got a traced value; save outside of the function that is differentiated",
      () =>
        grad((w: never) => {
          encodeSafetensors({ w });
          return sum(w);
        })([1, 2] as never),
    );
  });
});
