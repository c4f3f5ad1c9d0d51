import type { Executor } from '@monge/ndarray';
import type { AxisCosts } from './axis-costs.js';

/** Masses on a grid as their logarithms, and the mean of some quantity over each of them. */
export interface Field {
  readonly logs: Float64Array;
  readonly means?: Float64Array;
}

/** Sums along one axis at one ε. */
export interface AxisContraction {
  /**
   * From logs z and means c [from, rest] to those of the weighted sums over the axis, [rest, to]: with w_ij = exp(z_j − C_ij/ε) for each of the rest,
   *
   *   z'_i = log Σ_j w_ij,   c'_i = Σ_j w_ij (c_j + C_ij) / Σ_j w_ij,
   *
   * where C_ij is added for `addCosts`, and 0 stands for c where there is none. What has summed over the first axis has it last: d contractions come back to the
   * order that they started from.
   */
  contract(field: Field, rest: number, out: Field, addCosts: boolean): void;
}

/** Sums below this may have lost terms to underflow that count; those above have not, as no term was larger than 1 before it was lost. */
const LEAST_SUM = 1e-280;

/** Terms below exp(−this) of the largest are none, to the last digit of the sum. */
const NEGLIGIBLE = 45;

/** Room for the intermediate results of grids of up to so many places, with so many lines across. */
export interface Scratch {
  readonly masses: Float64Array;
  readonly sums: Float64Array;
  readonly moments: Float64Array;
  readonly peaks: Float64Array;
  readonly line: Float64Array;
}

export function createScratch(size: number, lines: number, longest: number): Scratch {
  const array = (length: number) => new Float64Array(length);
  return {
    masses: array(size),
    sums: array(size),
    moments: array(size),
    peaks: array(lines),
    line: array(longest),
  };
}

/**
 * The contraction as a product of matrices: of each line's masses over their largest with exp((least − C)/ε), both at most one. Where so much underflows
 * that a sum may have lost digits, as it can at small ε, that sum is taken again term by term, over their largest.
 */
export function axisContraction(
  { from, to, costs, least }: AxisCosts,
  epsilon: number,
  executor: Executor,
  scratch: Scratch,
): AxisContraction {
  const kernel = new Float64Array(costs.length);
  const weighted = new Float64Array(costs.length);
  for (let at = 0; at < costs.length; at++) kernel[at] = (least[Math.floor(at / from)] - costs[at]) / epsilon;
  executor.map('exp', kernel, kernel);
  for (let at = 0; at < costs.length; at++) weighted[at] = kernel[at] * costs[at];

  /** out = massesᵀ · matrixᵀ, [rest, to]. */
  function product(masses: Float64Array, matrix: Float64Array, rest: number, out: Float64Array): void {
    executor.gemm(
      { data: masses, shape: [rest, from], stride: [1, rest], offset: 0 },
      { data: matrix, shape: [from, to], stride: [1, from], offset: 0 },
      out,
    );
  }

  function contract({ logs, means }: Field, rest: number, out: Field, addCosts: boolean): void {
    const masses = scratch.masses.subarray(0, from * rest);
    const peaks = scratch.peaks.subarray(0, rest);
    const sums = scratch.sums.subarray(0, rest * to);
    largestOfLines(logs, peaks);
    for (let j = 0, at = 0; j < from; j++) {
      // A line without mass has −∞ for its largest, and −∞ + 0 is what it should be.
      for (let r = 0; r < rest; r++, at++) masses[at] = logs[at] - (peaks[r] === -Infinity ? 0 : peaks[r]);
    }
    executor.map('exp', masses, masses);
    product(masses, kernel, rest, sums);
    if (out.means !== undefined) contractMeans(masses, means, rest, sums, out.means, addCosts);
    executor.map('log', sums, out.logs);
    for (let r = 0, at = 0; r < rest; r++) {
      const peak = peaks[r];
      let loaded = false;
      for (let i = 0; i < to; i++, at++) {
        out.logs[at] = out.logs[at] + peak - least[i] / epsilon;
        if (!(sums[at] < LEAST_SUM) || peak === -Infinity) continue;
        if (!loaded) for (let j = 0; j < from; j++) scratch.line[j] = logs[j * rest + r];
        loaded = true;
        sumTermByTerm(i, r, rest, means, at, out, addCosts);
      }
    }
  }

  function contractMeans(
    masses: Float64Array,
    means: Float64Array | undefined,
    rest: number,
    sums: Float64Array,
    out: Float64Array,
    addCosts: boolean,
  ): void {
    out.fill(0);
    if (addCosts) product(masses, weighted, rest, out);
    if (means !== undefined) {
      const moments = scratch.moments.subarray(0, rest * to);
      for (let at = 0; at < masses.length; at++) masses[at] *= means[at];
      product(masses, kernel, rest, moments);
      for (let at = 0; at < out.length; at++) out[at] += moments[at];
    }
    for (let at = 0; at < out.length; at++) out[at] = sums[at] === 0 ? 0 : out[at] / sums[at];
  }

  /** One place's sum over the line in `scratch`. */
  function sumTermByTerm(
    i: number,
    r: number,
    rest: number,
    means: Float64Array | undefined,
    at: number,
    out: Field,
    addCosts: boolean,
  ): void {
    const { line } = scratch;
    const row = i * from;
    let largest = -Infinity;
    for (let j = 0; j < from; j++) largest = Math.max(largest, line[j] - costs[row + j] / epsilon);
    let sum = 0;
    let moment = 0;
    for (let j = 0; j < from; j++) {
      const log = line[j] - costs[row + j] / epsilon - largest;
      if (log < -NEGLIGIBLE) continue;
      const weight = Math.exp(log);
      sum += weight;
      moment += weight * ((means?.[j * rest + r] ?? 0) + (addCosts ? costs[row + j] : 0));
    }
    out.logs[at] = largest + Math.log(sum);
    if (out.means !== undefined) out.means[at] = moment / sum;
  }

  return { contract };
}

/** The largest of each column of a matrix, [rows, columns]. */
function largestOfLines(matrix: Float64Array, out: Float64Array): void {
  out.fill(-Infinity);
  const columns = out.length;
  for (let start = 0; start < matrix.length; start += columns) {
    for (let r = 0; r < columns; r++) {
      // Not Math.max, which is slower; a NaN stays out of it, and in the sum.
      if (matrix[start + r] > out[r]) out[r] = matrix[start + r];
    }
  }
}
