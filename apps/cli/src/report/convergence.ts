import { range } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import type { Solved } from '../transport/solved.js';
import { formatPower, powerOfTen } from './format.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { font, tenth } from './plane.js';

const margin = { top: 12, right: 16, bottom: 46, left: 64 };

/** The marginal error over the iterations on a logarithmic axis, and the threshold, as an SVG document. */
export function drawConvergence({ solution, threshold }: Solved, width: number): Markup {
  const height = Math.round(Math.max(220, width * 0.32));
  const errors = Array.from(solution.errors, (error, index) => ({ iteration: index + 1, error })).filter(
    ({ error }) => error > 0 && Number.isFinite(error),
  );
  const values = [threshold, ...errors.map(({ error }) => error)];
  const x = scaleLinear()
    .domain([1, Math.max(2, solution.iterations)])
    .range([margin.left, width - margin.right]);
  const y = scaleLog()
    .domain([
      10 ** Math.floor(Math.log10(Math.min(...values))),
      10 ** Math.ceil(Math.log10(Math.max(...values))),
    ])
    .range([height - margin.bottom, margin.top]);
  const curve = line<{ iteration: number; error: number }>(
    ({ iteration }) => tenth(x(iteration)),
    ({ error }) => tenth(y(error)),
  );
  const last = errors.at(-1);
  const level = y(threshold);
  // Above its line, unless that is the upper edge.
  const caption = level - 6 < margin.top ? level + 16 : level - 6;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${font}" font-size="12"><title>L1 marginal error after each iteration</title>${decades(
    y.domain(),
  ).map(
    (exponent) =>
      markup`<line class="rule" x1="${margin.left}" x2="${right}" y1="${tenth(y(10 ** exponent))}" y2="${tenth(y(10 ** exponent))}" stroke="${day.rule}"/><text class="faint" x="${margin.left - 8}" y="${tenth(y(10 ** exponent) + 4)}" fill="${day.faint}" text-anchor="end">${powerOfTen(exponent)}</text>`,
  )}${wholeTicks(x, width / 110).map(
    (tick) =>
      markup`<text class="faint" x="${tenth(x(tick))}" y="${bottom + 18}" fill="${day.faint}" text-anchor="middle">${tick.toLocaleString('en-GB')}</text>`,
  )}<text class="ink" x="${(margin.left + right) / 2}" y="${height - 8}" fill="${day.ink}" text-anchor="middle">iteration</text><text class="ink" transform="translate(15 ${(margin.top + bottom) / 2}) rotate(-90)" fill="${day.ink}" text-anchor="middle">L1 marginal error</text><line class="threshold" x1="${margin.left}" x2="${right}" y1="${tenth(level)}" y2="${tenth(level)}" stroke="${day.target}" stroke-dasharray="5 4"/><text class="threshold-name" x="${margin.left + 8}" y="${tenth(caption)}" fill="${day.target}">threshold ${formatPower(threshold)}</text><path class="curve" d="${curve(errors) ?? ''}" fill="none" stroke="${day.source}" stroke-width="2" stroke-linejoin="round"/>${last && markup`<circle class="source" cx="${tenth(x(last.iteration))}" cy="${tenth(y(last.error))}" r="3" fill="${day.source}"/>`}</svg>
`;
}

/** The powers of ten of an interval, at most about eight of them. */
function decades([low = 1, high = 1]: readonly number[]): readonly number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  return range(first, last + 1, Math.ceil((last - first + 1) / 8));
}

const wholeTicks = (x: ReturnType<typeof scaleLinear<number, number>>, count: number): readonly number[] =>
  x.ticks(count).filter((tick) => Number.isInteger(tick));
