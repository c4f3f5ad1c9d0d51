import { stringify } from 'csv-stringify/sync';
import { type Points, pointAt } from '../read/points.js';

/** Points as CSV: their coordinates, and the mass of each, 1 in all. */
export const pointsCsv = (points: Points): string =>
  stringify([
    [...points.axes.names, 'mass'],
    ...Array.from(points.weights, (mass, i) => [...pointAt(points, i), mass]),
  ]);
