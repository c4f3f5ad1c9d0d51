import type { AsyncPairwise, Axis, PairwiseCosts } from '@monge/ndarray';
import { type Device, expectRoom } from '../engine/device.js';
import { compile, type Kernel } from '../engine/program.js';
import { createProgramCache } from '../engine/program-cache.js';
import { carried, kept, logSums, softminOfChunks, sumOfChunks, weightedSums } from '../kernels/pairs.js';
import { LANES, outputOf } from '../kernels/tiling.js';
import { fromExponents, pad, toExponents } from './exponents.js';
import { layOut } from './layout.js';

const caller = 'gpu.pairwise';

/** Programs keep constants of their own, which are small for point clouds and large for stored costs. */
const MOST_PROGRAMS = { points: 8, stored: 1 } as const;

/** The pairwise kernels on a device. */
export function gpuPairwise(device: Device, costs: PairwiseCosts): AsyncPairwise {
  const layout = layOut(costs);
  const { rows, columns, paddedRows, paddedColumns, unit } = layout;
  if (costs.kind === 'stored') expectRoom(device, paddedRows * paddedColumns, 'the costs', caller);
  else expectRoom(device, Math.max(paddedRows, paddedColumns) * costs.dimension, 'the points', caller);

  const programs = createProgramCache(MOST_PROGRAMS[costs.kind === 'stored' ? 'stored' : 'points'], caller);
  const lengths = (axis: Axis) =>
    axis === 1 ? ([rows, paddedRows] as const) : ([columns, paddedColumns] as const);

  /** The two kernels of a reduction over all pairs: over the chunks, and of the chunks. */
  function reduction(
    axis: Axis,
    over: typeof logSums,
    of: typeof sumOfChunks,
  ): { parts: Kernel; whole: Kernel } {
    const { tiling, constants } = layout.side(axis);
    expectRoom(device, tiling.lines * tiling.chunks, 'the sums over all pairs', caller);
    return {
      parts: { source: over(costs, tiling), output: outputOf(tiling), constants },
      whole: { source: of(tiling), output: [tiling.lines] },
    };
  }

  function softminProgram(axis: Axis) {
    const kernels = reduction(axis, logSums, softminOfChunks);
    return compile(device, kernels, 2, ({ parts, whole }, [potential, scale]) => [
      whole(parts(potential, scale)),
    ]);
  }

  function productProgram(axis: Axis) {
    const kernels = reduction(axis, weightedSums, sumOfChunks);
    return compile(device, kernels, 4, ({ parts, whole }, [own, others, vector, scale]) => [
      whole(parts(own, others, vector, scale, 0)),
    ]);
  }

  function totalsProgram() {
    const overColumns = reduction(1, logSums, softminOfChunks);
    const overRows = reduction(0, logSums, softminOfChunks);
    const weighted = reduction(1, weightedSums, sumOfChunks);
    const kernels = {
      rowParts: overColumns.parts,
      rowSums: overColumns.whole,
      columnParts: overRows.parts,
      columnSums: overRows.whole,
      costParts: weighted.parts,
      costSums: weighted.whole,
    };
    return compile(device, kernels, 4, (use, [phi, psi, none, scale]) => [
      use.rowSums(use.rowParts(psi, scale)),
      use.columnSums(use.columnParts(phi, scale)),
      use.costSums(use.costParts(phi, psi, none, scale, 1)),
    ]);
  }

  function alternateProgram(steps: number) {
    const overColumns = reduction(1, logSums, softminOfChunks);
    const overRows = reduction(0, logSums, softminOfChunks);
    const kernels = {
      rowParts: overColumns.parts,
      rowSoftmin: overColumns.whole,
      columnParts: overRows.parts,
      columnSoftmin: overRows.whole,
      weighRows: { source: carried, output: [paddedRows] },
      weighColumns: { source: carried, output: [paddedColumns] },
      keep: { source: kept(paddedColumns), output: [LANES, paddedColumns / LANES, steps] },
    };
    return compile(
      device,
      kernels,
      9,
      (use, [logA, logB, tauA, tauB, first, firstBefore, none, momenta, scale]) => {
        let [image, before, f, images] = [first, firstBefore, first, none];
        for (let step = 0; step < steps; step++) {
          const psi = use.weighColumns(image, before, logB, tauB, momenta, step);
          f = use.rowSoftmin(use.rowParts(psi, scale));
          const phi = use.weighRows(f, f, logA, tauA, momenta, step);
          before = image;
          image = use.columnSoftmin(use.columnParts(phi, scale));
          images = use.keep(images, image, step);
        }
        return [f, images];
      },
    );
  }

  return {
    rows,
    columns,

    async softmin(axis, epsilon, potential) {
      const [[lines], [, others]] = [lengths(axis), lengths(axis === 1 ? 0 : 1)];
      const program = programs.get(`softmin ${axis}`, () => softminProgram(axis));
      const [softmin] = await program.run(toExponents(potential, epsilon, others), unit / epsilon);
      return fromExponents(softmin, epsilon, lines);
    },

    async product(axis, epsilon, phi, psi, vector) {
      const [[lines], [, others]] = [lengths(axis), lengths(axis === 1 ? 0 : 1)];
      const program = programs.get(`product ${axis}`, () => productProgram(axis));
      const [left, right] = [toExponents(phi, epsilon, paddedRows), toExponents(psi, epsilon, paddedColumns)];
      const [own, other] = axis === 1 ? [left, right] : [right, left];
      const [product] = await program.run(own, other, pad(vector, others, 1), unit / epsilon);
      return Float64Array.from(product.subarray(0, lines));
    },

    async totals(epsilon, phi, psi) {
      const program = programs.get('totals', totalsProgram);
      const [left, right] = [toExponents(phi, epsilon, paddedRows), toExponents(psi, epsilon, paddedColumns)];
      const [rowSoftmin, columnSoftmin, costs] = await program.run(
        left,
        right,
        new Float32Array(paddedColumns),
        unit / epsilon,
      );
      const sums = (exponents: Float32Array, softmin: Float32Array, length: number) =>
        Float64Array.from({ length }, (_, i) => Math.exp(exponents[i] - softmin[i]));
      let cost = 0;
      for (let i = 0; i < rows; i++) cost += unit * costs[i];
      return { rowSums: sums(left, rowSoftmin, rows), columnSums: sums(right, columnSoftmin, columns), cost };
    },

    async alternate(epsilon, { logA, logB, tauA = 1, tauB = 1, image, before }, momenta) {
      const steps = momenta.length;
      const program = programs.get(`alternate ${steps}`, () => alternateProgram(steps));
      const [f, images] = await program.run(
        toExponents(logA, epsilon, paddedRows),
        toExponents(logB, epsilon, paddedColumns),
        tauA,
        tauB,
        // The device keeps soft minima whole, and damps them when it takes them up.
        pad(image, paddedColumns, 1 / (tauB * epsilon)),
        pad(before, paddedColumns, 1 / (tauB * epsilon)),
        new Float32Array(steps * paddedColumns),
        Float32Array.from(momenta),
        unit / epsilon,
      );
      return {
        f: fromExponents(f, tauA * epsilon, rows),
        images: Array.from({ length: steps }, (_, step) =>
          fromExponents(images.subarray(step * paddedColumns), tauB * epsilon, columns),
        ),
      };
    },

    release: programs.release,
  };
}
