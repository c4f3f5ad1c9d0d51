import type {
  Alternation,
  AlternationStart,
  AveragedStep,
  AveragingStart,
  Axis,
  PairwiseCosts,
  PlanTotals,
} from '@monge/ndarray';
import type { Device } from '../engine/device.js';
import { createProgramCache } from '../engine/program-cache.js';
import { NOTHING } from '../kernels/online-sum.js';
import { fromExponents, multiple, toExponents } from './exponents.js';
import type { Layout, Place } from './layout.js';
import { pairPrograms } from './pair-programs.js';

/** What each problem of a pack asks for in a run; undefined where it asks for nothing, and then its result means nothing. */
export type Calls<Args> = readonly (Args | undefined)[];

export interface SoftminArgs {
  readonly epsilon: number;
  readonly potential: Float64Array;
}

export interface TotalsArgs {
  readonly epsilon: number;
  readonly phi: Float64Array;
  readonly psi: Float64Array;
}

export interface ProductArgs extends TotalsArgs {
  readonly vector: Float64Array;
}

export interface AlternateArgs extends AlternationStart {
  readonly epsilon: number;
  /** As many as there are steps. */
  readonly momenta: readonly number[];
}

export interface AverageArgs extends AveragingStart {
  readonly epsilon: number;
}

/** The kernels over all pairs of each of some problems on a device, as in `AsyncPairwise`, in one run for all. */
export interface Pack {
  readonly places: readonly Place[];
  softmin(axis: Axis, calls: Calls<SoftminArgs>): Promise<Float64Array[]>;
  product(axis: Axis, calls: Calls<ProductArgs>): Promise<Float64Array[]>;
  totals(calls: Calls<TotalsArgs>): Promise<PlanTotals[]>;
  alternate(steps: number, calls: Calls<AlternateArgs>): Promise<Alternation[]>;
  average(steps: number, calls: Calls<AverageArgs>): Promise<(readonly AveragedStep[])[]>;
  release(): void;
}

/**
 * @param costs those of the layout, or one of them if they are many.
 * @param mostPrograms that are kept: they have constants of their own.
 */
export function createPack(
  device: Device,
  costs: PairwiseCosts,
  layout: Layout,
  mostPrograms: number,
  caller: string,
): Pack {
  const { places, paddedRows, paddedColumns } = layout;
  const programs = pairPrograms(device, costs, layout, caller);
  const cache = createProgramCache(mostPrograms, caller);
  const opposite = (axis: Axis): Axis => (axis === 1 ? 0 : 1);
  const lengthOf = (axis: Axis) => (axis === 1 ? paddedRows : paddedColumns);
  const placeOf = (axis: Axis, { rows, columns, firstRow, firstColumn }: Place) =>
    axis === 1 ? ([firstRow, rows] as const) : ([firstColumn, columns] as const);

  /** A vector over the rows (1) or over the columns (0), of what each call has there. */
  function joined<Args>(
    axis: Axis,
    calls: Calls<Args>,
    filler: number,
    of: (args: Args) => Float32Array,
  ): Float32Array {
    const vector = new Float32Array(lengthOf(axis)).fill(filler);
    for (const [k, args] of calls.entries())
      if (args !== undefined) vector.set(of(args), placeOf(axis, places[k])[0]);
    return vector;
  }

  /** What each call gets of a vector over the rows (1) or over the columns (0), the `nth` of several. */
  function part(axis: Axis, vector: Float32Array, k: number, nth = 0): Float32Array {
    const [first, length] = placeOf(axis, places[k]);
    const start = nth * lengthOf(axis) + first;
    return vector.subarray(start, start + length);
  }

  const problemsOf = (calls: Calls<{ readonly epsilon: number }>) =>
    Float32Array.from(calls.flatMap((args, k) => (args ? [places[k].unit / args.epsilon, 1] : [0, 0])));

  const exponents = (calls: Calls<TotalsArgs>) =>
    [
      joined(1, calls, NOTHING, ({ phi, epsilon }) => toExponents(phi, epsilon)),
      joined(0, calls, NOTHING, ({ psi, epsilon }) => toExponents(psi, epsilon)),
    ] as const;

  return {
    places,

    async softmin(axis, calls) {
      const program = cache.get(`softmin ${axis}`, () => programs.softmin(axis));
      const potentials = joined(opposite(axis), calls, NOTHING, ({ potential, epsilon }) =>
        toExponents(potential, epsilon),
      );
      const [softmin] = await program.run(potentials, problemsOf(calls));
      return calls.map((args, k) => fromExponents(part(axis, softmin, k), args?.epsilon ?? 1));
    },

    async product(axis, calls) {
      const program = cache.get(`product ${axis}`, () => programs.product(axis));
      const [left, right] = exponents(calls);
      const [own, others] = axis === 1 ? [left, right] : [right, left];
      const vectors = joined(opposite(axis), calls, 0, ({ vector }) => Float32Array.from(vector));
      const [product] = await program.run(own, others, vectors, problemsOf(calls));
      return calls.map((_, k) => Float64Array.from(part(axis, product, k)));
    },

    async totals(calls) {
      const program = cache.get('totals', programs.totals);
      const [left, right] = exponents(calls);
      const zeros = new Float32Array(paddedColumns);
      const [rowSoftmin, columnSoftmin, costs] = await program.run(left, right, zeros, problemsOf(calls));
      const sums = (axis: Axis, potentials: Float32Array, softmin: Float32Array, k: number) => {
        const reached = part(axis, softmin, k);
        return Float64Array.from(part(axis, potentials, k), (value, i) => Math.exp(value - reached[i]));
      };
      return calls.map((_, k) => ({
        rowSums: sums(1, left, rowSoftmin, k),
        columnSums: sums(0, right, columnSoftmin, k),
        cost: part(1, costs, k).reduce((total, cost) => total + places[k].unit * cost, 0),
      }));
    },

    async alternate(steps, calls) {
      const program = cache.get(`alternate ${steps}`, () => programs.alternate(steps));
      const [tauA, tauB] = (['tauA', 'tauB'] as const).map((tau) => calls.map((args) => args?.[tau] ?? 1));
      // The device keeps soft minima whole, and damps them when it takes them up.
      const whole = (image: 'image' | 'before') =>
        joined(0, calls, 0, ({ tauB: tau = 1, epsilon, ...start }) =>
          multiple(start[image], 1 / (tau * epsilon)),
        );
      const momenta = Array.from({ length: steps }, (_, step) =>
        calls.map((args) => args?.momenta[step] ?? 0),
      );
      const [f, images] = await program.run(
        joined(1, calls, NOTHING, ({ logA, epsilon }) => toExponents(logA, epsilon)),
        joined(0, calls, NOTHING, ({ logB, epsilon }) => toExponents(logB, epsilon)),
        Float32Array.from(tauA),
        Float32Array.from(tauB),
        whole('image'),
        whole('before'),
        new Float32Array(steps * paddedColumns),
        Float32Array.from(momenta.flat()),
        problemsOf(calls),
      );
      return calls.map((args, k) => {
        const { epsilon = 1 } = args ?? {};
        return {
          f: fromExponents(part(1, f, k), tauA[k] * epsilon),
          images: momenta.map((_, step) => fromExponents(part(0, images, k, step), tauB[k] * epsilon)),
        };
      });
    },

    async average(steps, calls) {
      const program = cache.get(`average ${steps}`, () => programs.average(steps));
      const taus = calls.map((args) => args?.tau ?? 1);
      const [found] = await program.run(
        joined(1, calls, NOTHING, ({ logA, epsilon }) => toExponents(logA, epsilon)),
        Float32Array.from(taus),
        joined(1, calls, 0, ({ potential, tau = 1, epsilon }) => multiple(potential, 1 / (tau * epsilon))),
        new Float32Array(2 * steps * paddedRows),
        problemsOf(calls),
      );
      return calls.map((args, k) => {
        const unit = taus[k] * (args?.epsilon ?? 1);
        return Array.from({ length: steps }, (_, step) => ({
          once: fromExponents(part(1, found, k, 2 * step), unit),
          twice: fromExponents(part(1, found, k, 2 * step + 1), unit),
        }));
      });
    },

    release: cache.release,
  };
}
