import type { PairwiseCosts } from '@monge/ndarray';
import { costSource } from './costs.js';
import { addExponential, BLOCK, LOWEST } from './online-sum.js';
import { LANES, type Tiling } from './tiling.js';

// Every thread sums over one chunk of the others; a second kernel sums over the chunks.

/** log Σ_j exp(potential_j − scale·cost_ij) over a chunk. */
export function logSums(costs: PairwiseCosts, tiling: Tiling): string {
  const { before, inside } = costSource(costs, tiling);
  return `function (potential, scale) {
    const i = this.thread.x + this.thread.y * ${LANES};
    ${before}
    let largest = ${LOWEST};
    let sum = 0.0;
    for (let block = 0; block < ${tiling.length / BLOCK}; block++) {
      let top = ${LOWEST};
      let part = 0.0;
      for (let step = 0; step < ${BLOCK}; step++) {
        const j = this.thread.z * ${tiling.length} + block * ${BLOCK} + step;
        ${inside}
        const exponent = potential[j] - scale * cost;
        ${addExponential('top', 'part', 'exponent', '1.0')}
      }
      ${addExponential('largest', 'sum', 'top', 'part')}
    }
    return largest + Math.log(Math.max(sum, 1.0));
  }`;
}

/** The soft minimum from the log-sums of the chunks, negated as a potential is. */
export function softminOfChunks({ lines, chunks }: Tiling): string {
  return `function (logSums) {
    let largest = ${LOWEST};
    let sum = 0.0;
    for (let chunk = 0; chunk < ${chunks}; chunk++) {
      const exponent = logSums[chunk * ${lines} + this.thread.x];
      ${addExponential('largest', 'sum', 'exponent', '1.0')}
    }
    return -(largest + Math.log(sum));
  }`;
}

/** Σ_j exp(own_i + others_j − scale·cost_ij)·(vector_j + share·cost_ij) over a chunk. */
export function weightedSums(costs: PairwiseCosts, tiling: Tiling): string {
  const { before, inside } = costSource(costs, tiling);
  return `function (own, others, vector, scale, share) {
    const i = this.thread.x + this.thread.y * ${LANES};
    ${before}
    const potential = own[i];
    let sum = 0.0;
    for (let block = 0; block < ${tiling.length / BLOCK}; block++) {
      let part = 0.0;
      for (let step = 0; step < ${BLOCK}; step++) {
        const j = this.thread.z * ${tiling.length} + block * ${BLOCK} + step;
        ${inside}
        part += Math.exp(potential + others[j] - scale * cost) * (vector[j] + share * cost);
      }
      sum += part;
    }
    return sum;
  }`;
}

export function sumOfChunks({ lines, chunks }: Tiling): string {
  return `function (sums) {
    let sum = 0.0;
    for (let chunk = 0; chunk < ${chunks}; chunk++) {
      sum += sums[chunk * ${lines} + this.thread.x];
    }
    return sum;
  }`;
}

/** What is kept of a potential carried on along its last move, with the logarithms of the weights. */
export const carried = `function (potential, before, logWeights, tau, momenta, step) {
  const i = this.thread.x;
  return tau * (potential[i] + momenta[step] * (potential[i] - before[i])) + logWeights[i];
}`;

/** The vectors of all steps, that of this one in its place. */
export function kept(length: number): string {
  return `function (vectors, vector, step) {
    const i = this.thread.x + this.thread.y * ${LANES};
    return this.thread.z === step ? vector[i] : vectors[this.thread.z * ${length} + i];
  }`;
}
