import { dtypeOf } from '@monge/ndarray';
import { expect, it } from 'vitest';

it('names the element type of a typed array', () => {
  expect(dtypeOf(new Float64Array(1))).toBe('float64');
  expect(dtypeOf(new Float32Array(1))).toBe('float32');
  expect(dtypeOf(new Int32Array(1))).toBe('int32');
  expect(dtypeOf(new Uint32Array(1))).toBe('uint32');
  expect(dtypeOf(new Uint8Array(1))).toBe('uint8');
});
