import { setImmediate } from 'node:timers/promises';
import type { Solution, Status } from '@monge/sinkhorn';
import { range, sum } from 'd3-array';
import { InputError } from '../input-error.js';
import type { Io } from '../io.js';
import { progressBar } from '../progress-bar.js';
import type { Points } from '../read/points.js';
import type { Input } from '../read/read-input.js';
import { costOf, matrix } from './problem-of.js';
import { systematicSample } from './systematic-sample.js';

/** Points between the source and the target: the least (1 − t) W²(source, p) + t W²(target, p) over where they lie. */
export interface Barycentre {
  /** The weight of the target, in [0, 1]; that of the source is 1 − t. */
  readonly t: number;
  /** The points, and their shares of the mass; `records` numbers them from 0. */
  readonly points: Points;
  readonly status: Status;
  readonly iterations: number;
  /** What is minimised, in the unit of the cost. */
  readonly cost: number;
}

/** No barycentre has more points. */
export const mostPoints = 500;

/** How far from rest the points may be, relative to their spread. */
const threshold = 1e-3;

/**
 * Refuses what has no barycentre here.
 *
 * @throws InputError on the globe, and for a cost that is not the squared distance.
 */
export function refuseBarycentre(input: Input, costName: string | undefined): void {
  const { geographic, names } = input.source.axes;
  if (geographic) {
    throw new InputError(
      `--barycentre: expected points of a flat space (means of places on the globe are not known here), got ${names.join(', ')}; project them, and name the columns other than degrees`,
    );
  }
  const { name } = costOf(input, costName);
  if (name === 'squared-euclidean') return;
  throw new InputError(
    `--barycentre: expected --cost squared-euclidean (of which means are the best points), got ${name}`,
  );
}

/**
 * The barycentre of the source and the target of a transport. It has as many points as the smaller side, with their weights, but no more than
 * `mostPoints`, of equal weights then. They start a way t along the transport and come to rest under exact plans, so that nothing is blurred.
 *
 * @throws AbortedError when `io.signal` fires.
 */
export async function barycentreOf(
  { source, target, solution }: Input & { readonly solution: Solution },
  t: number,
  { json }: { readonly json?: true },
  { stderr, signal }: Io,
): Promise<Barycentre> {
  const forward = source.weights.length <= target.weights.length;
  const [own, share] = forward ? [source, t] : [target, 1 - t];
  const there = solution.transport(undefined, { from: forward ? 'source' : 'target' });
  const d = own.axes.names.length;
  const { indices, masses } = sample(own.weights);
  const support = Array.from(indices, (i) =>
    range(d).map((axis) => (1 - share) * own.coordinates[i * d + axis] + share * there.get(i, axis)),
  );
  // Only those who ask for a barycentre wait for this to load.
  const { freeSupportBarycentre } = await import('@monge/sinkhorn/barycentres');
  const bar = progressBar(stderr, json !== true);
  try {
    const found = freeSupportBarycentre([matrix(source), matrix(target)], {
      measures: [source.weights, target.weights],
      weights: [1 - t, t],
      support,
      masses,
      epsilon: 0,
      threshold,
      onProgress: bar.onProgress,
      ...(signal ? { signal } : {}),
    });
    await setImmediate();
    signal?.throwIfAborted();
    const { status, iterations, cost } = found;
    return { t, points: asPoints(own, found.points.data, masses), status, iterations, cost };
  } finally {
    bar.stop();
  }
}

/** The points that have mass, or where they are too many a sample, in which each stands for the same mass. */
function sample(weights: Float64Array): {
  readonly indices: readonly number[];
  readonly masses: Float64Array;
} {
  const indices = range(weights.length).filter((i) => weights[i] > 0);
  if (indices.length <= mostPoints) return { indices, masses: Float64Array.from(indices, (i) => weights[i]) };
  const masses = new Float64Array(mostPoints).fill(1 / mostPoints);
  return { indices: systematicSample(weights, mostPoints), masses };
}

const asPoints = ({ axes }: Points, coordinates: Float64Array, masses: Float64Array): Points => ({
  label: 'barycentre',
  axes,
  coordinates,
  weights: masses,
  mass: sum(masses),
  records: Int32Array.from(masses, (_, i) => i),
  places: undefined,
});
