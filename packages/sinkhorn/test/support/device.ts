import type { AsyncExecutor, AsyncPairwise, AveragedStep, PairwiseCosts } from '@monge/ndarray';
import { javascript } from './executors.js';

/** What a solve asked a device to do. */
export interface DeviceCalls {
  /** How many steps were chained, by look at the device. */
  readonly looks: number[];
  unreleased: number;
}

/** An asynchronous executor that is none: plain JavaScript, in float64. */
export function createDevice(): { readonly device: AsyncExecutor; readonly calls: DeviceCalls } {
  const calls: DeviceCalls = { looks: [], unreleased: 0 };
  const refuse = () => Promise.reject(new Error('not needed here'));
  const device: AsyncExecutor = {
    asynchronous: true,
    name: 'webgpu',
    dtype: 'float32',
    device: 'none',
    pairwise: (costs) => pairwiseOf(costs, calls),
    pairwiseBatch: (costs) => costs.map((each) => pairwiseOf(each, calls)),
    gemm: refuse,
    map: refuse,
    reduce: refuse,
    release: () => undefined,
  };
  return { device, calls };
}

function pairwiseOf(costs: PairwiseCosts, calls: DeviceCalls): AsyncPairwise {
  calls.unreleased++;
  const exact = javascript.pairwise(costs, 'float64');
  const { rows, columns } = exact;

  const softmin: AsyncPairwise['softmin'] = async (axis, epsilon, potential) => {
    const out = new Float64Array(axis === 1 ? rows : columns);
    exact.softmin(axis, epsilon, potential, out);
    return out;
  };

  return {
    rows,
    columns,
    softmin,
    async product(axis, epsilon, phi, psi, vector) {
      const out = new Float64Array(axis === 1 ? rows : columns);
      exact.product(axis, epsilon, phi, psi, vector, out);
      return out;
    },
    async totals(epsilon, phi, psi) {
      const [rowSums, columnSums] = [new Float64Array(rows), new Float64Array(columns)];
      const cost = exact.totals(epsilon, phi, psi, rowSums, columnSums);
      return { rowSums, columnSums, cost };
    },
    async alternate(epsilon, start, momenta) {
      const { logA, logB, tauA = 1, tauB = 1, image: first, before: firstBefore } = start;
      calls.looks.push(momenta.length);
      let [image, before] = [first, firstBefore];
      let f = new Float64Array(rows);
      const images: Float64Array[] = [];
      for (const momentum of momenta) {
        const psi = image.map((value, j) => value + momentum * (value - before[j]) + logB[j]);
        f = (await softmin(1, epsilon, psi)).map((value) => tauA * value);
        before = image;
        const phi = f.map((value, i) => value + logA[i]);
        image = (await softmin(0, epsilon, phi)).map((value) => tauB * value);
        images.push(image);
      }
      return { f, images };
    },
    async average(epsilon, { logA, tau = 1, potential: start }, steps) {
      calls.looks.push(steps);
      const apply = async (p: Float64Array) => {
        const found = await softmin(
          1,
          epsilon,
          p.map((value, i) => value + logA[i]),
        );
        return found.map((value) => tau * value);
      };
      const averaged: AveragedStep[] = [];
      let potential = start;
      for (let step = 0; step < steps; step++) {
        const once = await apply(potential);
        const twice = await apply(once);
        averaged.push({ once, twice });
        potential = once.map((value, i) => (value + twice[i]) / 2);
      }
      return averaged;
    },
    release() {
      calls.unreleased--;
    },
  };
}
