import { toNested } from '@monge/ndarray';
import { layouts } from '@monge/ndarray/testing';
import { expect, it } from 'vitest';

it('shows the same contents in different layouts', () => {
  const data = Float64Array.of(1, 2, 3, 4, 5, 6);
  const all = layouts(data, [2, 3]);
  const contents = all.map(({ name, array }) => [name, toNested(array)]);
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  expect(contents).toEqual(
    ['packed', 'transposed', 'stepped', 'offset', 'backwards', 'mixed'].map((name) => [name, rows]),
  );
  const places = all.map(({ array: { stride, offset } }) => [...stride, offset]);
  expect(places).toEqual([
    [3, 1, 0],
    [1, 2, 0],
    [12, 2, 0],
    [3, 1, 5],
    [-3, -1, 5],
    [-2, 12, 5],
  ]);
  expect(all[0].array.data).toBe(data);
});

it('has them at rank 0, and for empty shapes', () => {
  for (const { array } of layouts(Uint8Array.of(7), [])) expect(toNested(array)).toBe(7);
  for (const { array } of layouts(new Float32Array(0), [2, 0])) expect(toNested(array)).toEqual([[], []]);
});
