import { createGpu, type GpuMode } from '@monge/gpu';
import { createCpu } from '@monge/ndarray/executors';
import { normal } from '@monge/random';
import { linearProblem, pointCloud, solveAsync } from '@monge/sinkhorn';

/** Steps chained on the device, as in a solve. */
const STEPS = 10;

const REPEATS = 5;

const DIMENSION = 3;

const EPSILON = 0.1;

/** Soft minima that are held against float64. */
const CHECKED = 64;

export interface Measurement {
  readonly n: number;
  /** Milliseconds of one iteration (both half-steps), the least of several runs of ten. */
  readonly iteration: number;
  /** Pairs of points a second, 10⁹. */
  readonly gigapairs: number;
  /** Seconds of a whole solve to an error of 1e-3, and its iterations. */
  readonly solve: number;
  readonly iterations: number;
  /** Largest relative error of soft minima against float64 on the processor. */
  readonly error: number;
}

export interface Report {
  readonly mode: string;
  readonly device: string;
  readonly measurements: readonly Measurement[];
}

/** Log-form Sinkhorn between two normal clouds of n points in space, on the graphics processor. */
export async function measure(mode: GpuMode, sizes: readonly number[]): Promise<Report> {
  const gpu = await createGpu({ mode });
  const measurements: Measurement[] = [];
  for (const n of sizes) {
    const x = normal(1, [n, DIMENSION]).data;
    const y = normal(2, [n, DIMENSION], { mean: 0.5 }).data;
    const costs = { kind: 'squaredDistance', factor: 1, dimension: DIMENSION, x, y } as const;
    const logWeights = new Float64Array(n).fill(-EPSILON * Math.log(n));
    const zero = new Float64Array(n);
    const start = { logA: logWeights, logB: logWeights, image: zero, before: zero };
    const momenta = new Array<number>(STEPS).fill(0);

    const pairwise = gpu.pairwise(costs);
    const softmin = await pairwise.softmin(1, EPSILON, logWeights);
    let least = Infinity;
    for (let repeat = 0; repeat <= REPEATS; repeat++) {
      const began = performance.now();
      await pairwise.alternate(EPSILON, start, momenta);
      // The first run compiles.
      if (repeat > 0) least = Math.min(least, performance.now() - began);
    }
    pairwise.release();

    const problem = linearProblem(pointCloud(reshaped(x, n), reshaped(y, n)), { epsilon: EPSILON });
    const began = performance.now();
    const { iterations } = await solveAsync(problem, { executor: gpu, threshold: 1e-3 });
    const solve = (performance.now() - began) / 1000;

    const iteration = least / STEPS;
    const error = errorOf(softmin, { ...costs, x: x.subarray(0, CHECKED * DIMENSION) }, logWeights);
    measurements.push({ n, iteration, gigapairs: (2 * n * n) / iteration / 1e6, solve, iterations, error });
  }
  const { name, device } = gpu;
  gpu.release();
  return { mode: name, device, measurements };
}

function reshaped(data: Float64Array, n: number) {
  return { data, shape: [n, DIMENSION], stride: [DIMENSION, 1], offset: 0 };
}

function errorOf(
  softmin: Float64Array,
  costs: Parameters<ReturnType<typeof createCpu>['pairwise']>[0],
  potential: Float64Array,
): number {
  const exact = new Float64Array(CHECKED);
  const pairwise = createCpu().pairwise(costs, 'float64');
  pairwise.softmin(1, EPSILON, potential, exact);
  pairwise.release();
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < CHECKED; i++) {
    difference = Math.max(difference, Math.abs(softmin[i] - exact[i]));
    scale = Math.max(scale, Math.abs(exact[i]));
  }
  return difference / scale;
}
