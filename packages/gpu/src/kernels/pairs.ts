import type { PairwiseCosts } from '@monge/ndarray';
import { costSource } from './costs.js';
import { addExponential, BLOCK, LOWEST } from './online-sum.js';
import { LANES, type Tiling } from './tiling.js';

// Every thread sums over one chunk of the others; a second kernel sums over the chunks. `problems` has two numbers for each problem: the factor of its
// costs, and 1, or 0 where it sits a call out.

/** log Σ_j exp(potential_j − scale·cost_ij) over a chunk. */
export function logSums(costs: PairwiseCosts, tiling: Tiling): string {
  return `function (potential, problems) {
    ${lineOf(costs, tiling)}
    let largest = ${LOWEST};
    let sum = 0.0;
    ${overOthers(costs, tiling, {
      before: `let top = ${LOWEST};
      let part = 0.0;`,
      each: `const exponent = potential[j] - scale * cost;
        ${addExponential('top', 'part', 'exponent', '1.0')}`,
      after: addExponential('largest', 'sum', 'top', 'part'),
    })}
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
  return `function (own, others, vector, problems, share) {
    ${lineOf(costs, tiling)}
    const potential = own[i];
    let sum = 0.0;
    ${overOthers(costs, tiling, {
      before: 'let part = 0.0;',
      each: 'part += Math.exp(potential + others[j] - scale * cost) * (vector[j] + share * cost);',
      after: 'sum += part;',
    })}
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

/** What is kept of a potential carried on along its last move, with the logarithms of the weights. Of τ and of the momenta of a step there is one a problem. */
export function carried(tiling: Tiling, problems: number): string {
  return `function (potential, before, logWeights, tau, momenta, step) {
    const i = this.thread.x;
    ${problemOf(tiling)}
    const momentum = momenta[step * ${problems} + problem];
    return tau[problem] * (potential[i] + momentum * (potential[i] - before[i])) + logWeights[i];
  }`;
}

/** What is kept of the mean of two potentials, with the logarithms of the weights. */
export function averaged(tiling: Tiling): string {
  return `function (potential, other, logWeights, tau) {
    const i = this.thread.x;
    ${problemOf(tiling)}
    return 0.5 * tau[problem] * (potential[i] + other[i]) + logWeights[i];
  }`;
}

/** The vectors of all steps, that of this one in its place. */
export function kept(length: number): string {
  return `function (vectors, vector, step) {
    const i = this.thread.x + this.thread.y * ${LANES};
    return this.thread.z === step ? vector[i] : vectors[this.thread.z * ${length} + i];
  }`;
}

/** Declares `problem`, the one that line i is of. */
function problemOf({ gathered }: Tiling): string {
  return `const problem = ${gathered ? 'this.constants.lines[i]' : '0'};`;
}

/** Declares what is had once a line. */
function lineOf(costs: PairwiseCosts, tiling: Tiling): string {
  return `const i = this.thread.x + this.thread.y * ${LANES};
    ${problemOf(tiling)}
    const scale = problems[2 * problem];
    ${
      tiling.gathered
        ? `const first = this.constants.lines[i + ${tiling.lines}];
    const count = this.constants.lines[i + ${2 * tiling.lines}] * problems[2 * problem + 1];`
        : ''
    }
    ${costSource(costs, tiling).before}`;
}

/** A loop over the others of a line, in blocks. */
function overOthers(
  costs: PairwiseCosts,
  tiling: Tiling,
  { before, each, after }: Readonly<Record<'before' | 'each' | 'after', string>>,
): string {
  const { length, gathered } = tiling;
  return `for (let block = 0; block < ${length / BLOCK}; block++) {
      ${gathered ? `if (block * ${BLOCK} >= count) { break; }` : ''}
      ${before}
      for (let step = 0; step < ${BLOCK}; step++) {
        const at = block * ${BLOCK} + step;
        ${gathered ? 'if (at >= count) { break; }' : ''}
        const j = ${gathered ? 'first' : `this.thread.z * ${length}`} + at;
        ${costSource(costs, tiling).inside}
        ${each}
      }
      ${after}
    }`;
}
