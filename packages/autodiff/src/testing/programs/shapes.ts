import { fromData, type Nested, toNested } from '@monge/ndarray';

export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

export function hasAxis(shape: Shape): boolean {
  return shape.length > 0;
}

export function isVector(shape: Shape): boolean {
  return shape.length === 1;
}

/** Of matrices, one or a stack of them. */
export function isMatrix(shape: Shape): boolean {
  return shape.length >= 2;
}

/** Whether every axis has at least two elements, and there is one. */
export function isWide(shape: Shape): boolean {
  return hasAxis(shape) && shape.every((length) => length > 1);
}

export function same(first: Shape, second: Shape): boolean {
  return first.length === second.length && first.every((length, axis) => length === second[axis]);
}

/** Whether two shapes broadcast together. */
export function compatible(first: Shape, second: Shape): boolean {
  const shared = Math.min(first.length, second.length);
  return Array.from({ length: shared }, (_, k) => [first.at(-1 - k), second.at(-1 - k)]).every(
    ([m, n]) => m === n || m === 1 || n === 1,
  );
}

/** The elements of an array of this shape as nested numbers, each as a function of its place in C order. */
export function pattern(shape: Shape, element: (i: number) => number): Nested | number {
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => element(i));
  return toNested(fromData(data, [...shape]));
}
