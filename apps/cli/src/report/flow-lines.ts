import { sum } from 'd3-array';
import type { Bundle } from '../transport/bundles.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { type Pixel, type Plane, tenth } from './plane.js';

/** No more flows than these, the largest, are drawn. */
const most = 800;

/** The ink that all flows may take together, in lines of full colour. */
const mostInk = 90;

/** Lines of less than this opacity would not be seen. */
const faintest = 0.02;

/** Lines for the flows that are large enough to see, and the mass from which one has its full colour. */
export interface FlowLines {
  readonly lines: Markup;
  readonly full: number;
}

/** Draws flows as lines whose opacity is in proportion to their mass, the largest on top. */
export function flowLines(bundles: readonly Bundle[], plane: Plane, prefix: string): FlowLines {
  const largest = bundles.slice(0, most);
  const full = fullMass(largest.map(({ mass }) => mass));
  const drawn = largest.filter(({ mass }) => mass >= faintest * full).toReversed();
  const lines = drawn.map(({ from, to, mass }, index) => {
    const [start, end] = [plane.pixelOf(from), plane.pixelOf(to)];
    if (!start || !end) return undefined;
    const id = `${prefix}-${index}`;
    const opacity = tenth(10 * Math.min(1, mass / full)) / 10;
    return markup`${gradient(id, start, end)}<path d="${plane.pathOf(from, to)}" stroke="url(#${id})" stroke-opacity="${opacity}"/>`;
  });
  const width = plane.width < 600 ? 1 : 1.4;
  return {
    lines: markup`<g class="flows" fill="none" stroke-width="${width}" stroke-linecap="round">${lines}</g>`,
    full,
  };
}

/** From the colour of the source to that of the target, along a line. */
export const gradient = (id: string, [x1, y1]: Pixel, [x2, y2]: Pixel): Markup =>
  markup`<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"><stop class="from" stop-color="${day.source}"/><stop class="to" offset="1" stop-color="${day.target}"/></linearGradient>`;

/**
 * The mass of full colour, at which lines of opacities min(1, mass / full) take the ink that there is: as many lines as the
 * effective number of flows, (Σ mass)² / Σ mass², up to a limit. Masses are given from the largest.
 */
function fullMass(masses: readonly number[]): number {
  const total = sum(masses);
  const ink = Math.min(mostInk, total ** 2 / sum(masses, (mass) => mass ** 2));
  let rest = total;
  for (const [index, mass] of masses.entries()) {
    // With this one and all smaller ones in proportion, and those before it in full.
    if (index + rest / mass >= ink) return rest / (ink - index);
    rest -= mass;
  }
  return masses.at(-1) ?? 1;
}
