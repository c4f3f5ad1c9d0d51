import type { Axis, PairwiseCosts } from '@monge/ndarray';
import { type Device, expectRoom } from '../engine/device.js';
import { compile, type Kernel, type Program } from '../engine/program.js';
import {
  averaged,
  carried,
  kept,
  logSums,
  softminOfChunks,
  sumOfChunks,
  weightedSums,
} from '../kernels/pairs.js';
import { LANES, outputOf } from '../kernels/tiling.js';
import type { Layout } from './layout.js';

/** What runs over all pairs of a layout. Vectors over rows and columns are padded; of τ, momenta and `problems` there is one for each problem. */
export interface PairPrograms {
  /** (potential, problems) → [softmin] */
  softmin(axis: Axis): Program;
  /** (own, others, vector, problems) → [product] */
  product(axis: Axis): Program;
  /** (phi, psi, zeros, problems) → [softmin over the columns, softmin over the rows, row sums of P ∘ C] */
  totals(): Program;
  /** (logA, logB, tauA, tauB, image, before, zeros, momenta, problems) → [f, images] */
  alternate(steps: number): Program;
  /** (logA, tau, potential, zeros, problems) → [T(p) and T(T(p)) of each step in turn] */
  average(steps: number): Program;
}

/** @param costs those of the layout, or one of them if they are many. */
export function pairPrograms(
  device: Device,
  costs: PairwiseCosts,
  layout: Layout,
  caller: string,
): PairPrograms {
  const { paddedRows, paddedColumns, places } = layout;

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

  /** A kernel of one number a line. */
  function lineByLine(axis: Axis, source: string): Kernel {
    const { tiling, constants } = layout.side(axis);
    const { lines } = constants;
    return { source, output: [tiling.lines], ...(lines === undefined ? {} : { constants: { lines } }) };
  }

  const keeping = (length: number, vectors: number): Kernel => ({
    source: kept(length),
    output: [LANES, length / LANES, vectors],
  });

  return {
    softmin(axis) {
      const kernels = reduction(axis, logSums, softminOfChunks);
      return compile(device, kernels, 2, ({ parts, whole }, [potential, problems]) => [
        whole(parts(potential, problems)),
      ]);
    },

    product(axis) {
      const kernels = reduction(axis, weightedSums, sumOfChunks);
      return compile(device, kernels, 4, ({ parts, whole }, [own, others, vector, problems]) => [
        whole(parts(own, others, vector, problems, 0)),
      ]);
    },

    totals() {
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
      return compile(device, kernels, 4, (use, [phi, psi, zeros, problems]) => [
        use.rowSums(use.rowParts(psi, problems)),
        use.columnSums(use.columnParts(phi, problems)),
        use.costSums(use.costParts(phi, psi, zeros, problems, 1)),
      ]);
    },

    alternate(steps) {
      const overColumns = reduction(1, logSums, softminOfChunks);
      const overRows = reduction(0, logSums, softminOfChunks);
      const kernels = {
        rowParts: overColumns.parts,
        rowSoftmin: overColumns.whole,
        columnParts: overRows.parts,
        columnSoftmin: overRows.whole,
        weighRows: lineByLine(1, carried(layout.side(1).tiling, places.length)),
        weighColumns: lineByLine(0, carried(layout.side(0).tiling, places.length)),
        keep: keeping(paddedColumns, steps),
      };
      return compile(
        device,
        kernels,
        9,
        (use, [logA, logB, tauA, tauB, first, firstBefore, zeros, momenta, problems]) => {
          let [image, before, f, images] = [first, firstBefore, first, zeros];
          for (let step = 0; step < steps; step++) {
            const psi = use.weighColumns(image, before, logB, tauB, momenta, step);
            f = use.rowSoftmin(use.rowParts(psi, problems));
            const phi = use.weighRows(f, f, logA, tauA, momenta, step);
            before = image;
            image = use.columnSoftmin(use.columnParts(phi, problems));
            images = use.keep(images, image, step);
          }
          return [f, images];
        },
      );
    },

    average(steps) {
      const { parts, whole } = reduction(1, logSums, softminOfChunks);
      const kernels = {
        parts,
        softmin: whole,
        weigh: lineByLine(1, averaged(layout.side(1).tiling)),
        keep: keeping(paddedRows, 2 * steps),
      };
      return compile(device, kernels, 5, (use, [logA, tau, first, zeros, problems]) => {
        let [once, twice, found] = [first, first, zeros];
        for (let step = 0; step < steps; step++) {
          once = use.softmin(use.parts(use.weigh(once, twice, logA, tau), problems));
          found = use.keep(found, once, 2 * step);
          twice = use.softmin(use.parts(use.weigh(once, once, logA, tau), problems));
          found = use.keep(found, twice, 2 * step + 1);
        }
        return [found];
      });
    },
  };
}
