import { asStrided, dtypeOf } from '@monge/ndarray';
import { expect, it } from 'vitest';

it('names the element type of a typed array', () => {
  expect(dtypeOf(new Float64Array(1))).toBe('float64');
  expect(dtypeOf(new Float32Array(1))).toBe('float32');
  expect(dtypeOf(new Int32Array(1))).toBe('int32');
  expect(dtypeOf(new Uint32Array(1))).toBe('uint32');
  expect(dtypeOf(new Uint8Array(1))).toBe('uint8');
});

it('says how the pixels of an image become an array that shares their memory', () => {
  const pixels = new Uint8ClampedArray([7, 300]);
  // @ts-expect-error: what plain JavaScript allows
  expect(() => asStrided(pixels, 'x', 'test')).toThrow('got a Uint8ClampedArray; take Float64Array.from');
  const shared = new Uint8Array(pixels.buffer);
  pixels[0] = 9;
  expect(asStrided(shared, 'x', 'test').data).toEqual(Uint8Array.of(9, 255));
});
