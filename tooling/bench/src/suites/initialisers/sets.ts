import { fromData, type NdArray } from '@monge/ndarray';
import { foldIn, type KeyLike, normal, randint, split, uniform } from '@monge/random';
import { type LinearProblem, type LinearProblemOptions, linearProblem, pointCloud } from '@monge/sinkhorn';

/** A problem to start in several ways. */
export interface ProblemSet {
  readonly name: string;
  readonly problem: LinearProblem;
  /** The problem of the moment before, where there was one. */
  readonly earlier?: LinearProblem;
  /** How many times fewer iterations `'auto'` shall need than zero, to 1e-3. */
  readonly gain: number;
}

type Points = NdArray<Float64Array>;

/** The sets of the page: 200 values to sort, and clouds of `count` points. */
export function problemSets(count: number): readonly ProblemSet[] {
  const plane = { source: gaussian(1, [count, 2]), target: sheared(gaussian(2, [count, 2])) };
  const clouds = (x: Points, y: Points, deviations = 0.05) => ({ problem: relative(x, y, deviations) });
  const codes = blobs(9, [count, 8], 10, 0.3, 2);
  const prototypes = fromData(centresOf(9, [10, 8], 2), [10, 8]);
  const sets: readonly Omit<ProblemSet, 'gain'>[] = [
    { name: 'soft sort of 200 values, ε = 1e-3', problem: softSort(200, 1e-3) },
    { name: 'soft sort of 200 values, ε = 1e-4', problem: softSort(200, 1e-4) },
    { name: 'Gaussians in the plane, ε = 0.2 std', ...clouds(plane.source, plane.target, 0.2) },
    { name: 'Gaussians in the plane', ...clouds(plane.source, plane.target) },
    { name: 'four blobs to five', ...clouds(blobs(3, [count, 2], 4, 0.5), blobs(4, [count, 2], 5, 0.5)) },
    { name: 'moons to a circle', ...clouds(moons(5, count), circle(6, count)) },
    {
      name: 'Gaussians in ten dimensions',
      ...clouds(
        gaussian(7, [count, 10], (k) => (1 + k) ** -0.5),
        gaussian(8, [count, 10], (k) => 2 / (1 + k), 0.5),
      ),
    },
    { name: 'latent clusters to their prototypes', ...clouds(codes, prototypes) },
    particleFilter(11, count),
  ];
  // Points so few for their dimensions that the solution hangs on where each of them is: no closed form and no clusters know that.
  const thin: readonly Omit<ProblemSet, 'gain'>[] = [
    {
      name: 'Gaussians in ten dimensions, all variances equal',
      ...clouds(
        gaussian(7, [count, 10]),
        gaussian(8, [count, 10], () => 1, 1),
      ),
    },
    { name: 'latent clusters to others', ...clouds(codes, blobs(10, [count, 8], 10, 0.3, 2)) },
  ];
  return [...sets.map((set) => ({ ...set, gain: 3 })), ...thin.map((set) => ({ ...set, gain: 1 }))];
}

/** ε as so many standard deviations of the costs. */
function relative(
  x: Points,
  y: Points,
  deviations: number,
  weights: LinearProblemOptions = {},
): LinearProblem {
  const geometry = pointCloud(x, y);
  // The default is 0.05 of them.
  const { epsilon } = linearProblem(geometry, weights);
  return linearProblem(geometry, { ...weights, epsilon: (deviations / 0.05) * epsilon });
}

/** Normal values, in units of their standard deviation, squashed into (0, 1), to a regular grid of [0, 1]. */
function softSort(count: number, epsilon: number): LinearProblem {
  const values = normal(12, count).data;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / count);
  const x = values.map((value) => 1 / (1 + Math.exp(-value / deviation)));
  const y = Float64Array.from({ length: count }, (_, j) => j / (count - 1));
  return linearProblem(pointCloud(x, y), { epsilon });
}

function gaussian(
  key: KeyLike,
  shape: readonly [number, number],
  std: (coordinate: number) => number = () => 1,
  mean = 0,
): Points {
  return fromData(
    normal(key, shape).data.map((value, at) => mean + std(at % shape[1]) * value),
    shape,
  );
}

function sheared({ data, shape }: Points): Points {
  const out = data.slice();
  for (let i = 0; i < data.length; i += 2) {
    out[i] = 1.5 * data[i] + 0.5 * data[i + 1] + 2;
    out[i + 1] = 0.5 * data[i] + 0.7 * data[i + 1] - 1;
  }
  return fromData(out, shape);
}

/** Clusters of one size around centres in a cube. */
function blobs(
  key: KeyLike,
  shape: readonly [number, number],
  clusters: number,
  std: number,
  half = 4,
): Points {
  const [count, dimension] = shape;
  const centres = centresOf(key, [clusters, dimension], half);
  const [forPoints, forMembers] = split(key);
  const members = randint(forMembers, count, { high: clusters }).data;
  return fromData(
    normal(forPoints, shape, { std }).data.map(
      (value, at) => value + centres[members[Math.floor(at / dimension)] * dimension + (at % dimension)],
    ),
    shape,
  );
}

/** The centres of `blobs`. */
function centresOf(key: KeyLike, shape: readonly [number, number], half: number): Float64Array {
  return uniform(foldIn(key, 0), shape, { low: -half, high: half }).data;
}

/** Two half circles that reach into each other. */
function moons(key: KeyLike, count: number): Points {
  const [forAngles, forNoise] = split(key);
  const angles = uniform(forAngles, count, { high: Math.PI }).data;
  return around(forNoise, count, (i) => {
    const [cosine, sine] = [Math.cos(angles[i]), Math.sin(angles[i])];
    return i % 2 === 0 ? [cosine, sine] : [1 - cosine, 0.5 - sine];
  });
}

function circle(key: KeyLike, count: number): Points {
  const [forAngles, forNoise] = split(key);
  const angles = uniform(forAngles, count, { high: 2 * Math.PI }).data;
  return around(forNoise, count, (i) => [2 * Math.cos(angles[i]), 2 * Math.sin(angles[i])]);
}

function around(key: KeyLike, count: number, centre: (i: number) => readonly [number, number]): Points {
  const noise = normal(key, [count, 2], { std: 0.05 }).data;
  return fromData(
    noise.map((value, at) => value + centre(at >> 1)[at & 1]),
    [count, 2],
  );
}

/**
 * The resampling step of a differentiable particle filter: particles with the weights of an observation, to the same particles with even weights; and
 * that of the moment before, when the particles were a little elsewhere and the observation another.
 */
function particleFilter(key: KeyLike, count: number): Omit<ProblemSet, 'gain'> {
  const [forBefore, forMove] = split(key);
  const before = gaussian(forBefore, [count, 2]);
  const move = normal(forMove, [count, 2], { std: 0.05 }).data;
  const now = fromData(
    before.data.map((value, at) => value + move[at] + 0.1),
    before.shape,
  );
  const step = (particles: Points, observed: readonly [number, number]) =>
    relative(particles, particles, 0.05, { a: likelihoods(particles, observed) });
  return {
    name: 'a step of a particle filter',
    problem: step(now, [1, -0.5]),
    earlier: step(before, [0.9, -0.6]),
  };
}

function likelihoods({ data }: Points, observed: readonly [number, number]): Float64Array {
  const weights = Float64Array.from({ length: data.length / 2 }, (_, i) =>
    Math.exp(-2 * ((data[2 * i] - observed[0]) ** 2 + (data[2 * i + 1] - observed[1]) ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
