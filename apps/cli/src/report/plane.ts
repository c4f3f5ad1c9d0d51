import type { Position } from '../transport/layout.js';
import type { Markup } from './markup.js';

/** Pixels from the left and from the top. */
export type Pixel = readonly [number, number];

/** A sheet to draw points and flows on: a map, or a pair of axes. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** What lies under the points. */
  readonly backdrop: Markup;
  /** What lies over them. */
  readonly overlay: Markup;
  /** The pixel of a position; `undefined` off the sheet. */
  readonly pixelOf: (position: Position) => Pixel | undefined;
  /** The path data of the way that mass takes: an arc of a great circle, a straight line. */
  readonly pathOf: (from: Position, to: Position) => string;
}

/** The fonts of all figures. */
export const font = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** Pixels to a tenth, for short files. */
export const tenth = (value: number): number => Math.round(10 * value) / 10;
