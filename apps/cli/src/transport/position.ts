import { type Points, pointAt } from '../read/points.js';

/** A place on a picture, in the terms of the data: longitude and latitude, or the values on two axes. */
export type Position = readonly [number, number];

/** Which of two rows points on a line are drawn on. */
export const rowOf = { source: 1, target: 0 } as const;

/** The positions of points: their first two coordinates; points on a line lie on the row given. */
export function positionsOf(points: Points, row: number): readonly Position[] {
  return Array.from(points.weights, (_, i) => {
    const [x = 0, y = row] = pointAt(points, i);
    return [x, y];
  });
}
