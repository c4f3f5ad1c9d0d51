import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Position } from '../transport/layout.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { type Plane, tenth } from './plane.js';

const margin = { top: 14, right: 16, bottom: 46, left: 58 };

/** Axes whose units differ by more than this keep their own scales: on a common one, the points would lie on a line. */
const mostStretched = 4;

/**
 * Axes that hold all the positions, with their names, on one scale where that can be, so that distances look as they
 * are. Without a second name the positions lie on two rows.
 */
export function scatterPlane(
  positions: readonly Position[],
  xName: string,
  yName: string | undefined,
  width: number,
): Plane {
  const height = Math.round(yName === undefined ? width * 0.42 : Math.min(width * 0.72, 640));
  const x = scaleLinear()
    .domain(spread(positions.map(([value]) => value)))
    .range([margin.left, width - margin.right]);
  const y = scaleLinear()
    .domain(spread(positions.map(([, value]) => value)))
    .range([height - margin.bottom, margin.top]);
  const units = [x, y].map(unitsPerPixel);
  const alike = yName !== undefined && Math.max(...units) < mostStretched * Math.min(...units);
  for (const scale of [x, y]) {
    if (alike) widen(scale, 1.05 * Math.max(...units));
    else scale.nice();
  }
  const pixel = ([u, v]: Position): [number, number] => [tenth(x(u)), tenth(y(v))];
  const straight = line<Position>(
    (position) => pixel(position)[0],
    (position) => pixel(position)[1],
  );
  return {
    width,
    height,
    backdrop: markup`${verticals(x, width, height, xName)}${yName === undefined ? undefined : horizontals(y, width, height, yName)}`,
    overlay: markup``,
    pixelOf: pixel,
    pathOf: (from, to) => straight([from, to]) ?? '',
  };
}

/** The interval of the values, never empty. */
function spread(values: readonly number[]): [number, number] {
  const [low = 0, high = 0] = extent(values);
  return low < high ? [low, high] : [low - 1, high + 1];
}

type Scale = ReturnType<typeof scaleLinear<number, number>>;

const lengthOf = ([from = 0, to = 0]: readonly number[]): number => Math.abs(to - from);

const unitsPerPixel = (scale: Scale): number => lengthOf(scale.domain()) / lengthOf(scale.range());

/** Makes an interval longer on both sides, until a pixel is this many units. */
function widen(scale: Scale, unit: number): void {
  const [low = 0, high = 0] = scale.domain();
  const half = (unit * lengthOf(scale.range())) / 2;
  scale.domain([(low + high) / 2 - half, (low + high) / 2 + half]);
}

function verticals(x: Scale, width: number, height: number, name: string): Markup {
  const bottom = height - margin.bottom;
  const format = x.tickFormat(width / 90);
  return markup`${x
    .ticks(width / 90)
    .map(
      (tick) =>
        markup`<line class="rule" x1="${tenth(x(tick))}" x2="${tenth(x(tick))}" y1="${margin.top}" y2="${bottom}" stroke="${day.rule}"/><text class="faint" x="${tenth(x(tick))}" y="${bottom + 18}" fill="${day.faint}" text-anchor="middle">${format(tick)}</text>`,
    )}<text class="ink" x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" fill="${day.ink}" text-anchor="middle">${name}</text>`;
}

function horizontals(y: Scale, width: number, height: number, name: string): Markup {
  const format = y.tickFormat(height / 70);
  const middle = (margin.top + height - margin.bottom) / 2;
  return markup`${y
    .ticks(height / 70)
    .map(
      (tick) =>
        markup`<line class="rule" x1="${margin.left}" x2="${width - margin.right}" y1="${tenth(y(tick))}" y2="${tenth(y(tick))}" stroke="${day.rule}"/><text class="faint" x="${margin.left - 8}" y="${tenth(y(tick) + 4)}" fill="${day.faint}" text-anchor="end">${format(tick)}</text>`,
    )}<text class="ink" transform="translate(15 ${middle}) rotate(-90)" fill="${day.ink}" text-anchor="middle">${name}</text>`;
}
