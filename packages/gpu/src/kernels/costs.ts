import type { PairwiseCosts } from '@monge/ndarray';
import type { Tiling } from './tiling.js';

/** Loops over this many coordinates are written out. */
const MOST_UNROLLED = 32;

/** The costs of a line `i` against the others `j`, for inside a kernel, before they are scaled. */
export interface CostSource {
  /** What is done once a line. */
  readonly before: string;
  /** Declares `cost`. */
  readonly inside: string;
}

/**
 * The kernels find the points of the lines in the constant `own`, those of the others in `others`, stored costs in `costs`, [others, lines]: of several problems one after the other, where
 * the last two parts of `lines` say where those of a line begin, and how far apart they lie.
 */
export function costSource(costs: PairwiseCosts, { lines, gathered }: Tiling): CostSource {
  if (costs.kind === 'stored') {
    return gathered
      ? {
          before: `const offset = this.constants.lines[i + ${3 * lines}];
    const stride = this.constants.lines[i + ${4 * lines}];`,
          inside: 'const cost = this.constants.costs[offset + at * stride];',
        }
      : { before: '', inside: `const cost = this.constants.costs[j * ${lines} + i];` };
  }
  const { kind, dimension } = costs;
  if (kind === 'arc') return arcSource();
  const root = (square: string) => (kind === 'distance' ? `Math.sqrt(${square})` : square);
  if (dimension > MOST_UNROLLED) {
    return {
      before: '',
      inside: `let square = 0.0;
      for (let k = 0; k < ${dimension}; k++) {
        const difference = this.constants.own[i * ${dimension} + k] - this.constants.others[j * ${dimension} + k];
        square += difference * difference;
      }
      const cost = ${root('square')};`,
    };
  }
  const axes = Array.from({ length: dimension }, (_, k) => k);
  return {
    before: axes.map((k) => `const u${k} = this.constants.own[i * ${dimension} + ${k}];`).join('\n'),
    inside: `${axes.map((k) => `const d${k} = u${k} - this.constants.others[j * ${dimension} + ${k}];`).join('\n')}
    const cost = ${root(axes.map((k) => `d${k} * d${k}`).join(' + '))};`,
  };
}

/**
 * The angle between unit vectors from the shorter of the chords |u − v| and |u + v|, accurate for neighbours and antipodes alike; no library's arctangent
 * is asked, which WGSL allows 4096 ulp. With h = (chord/2)² and t = h / (2 + 2 √(1 − h)), the angle is √t·A(t), A the Chebyshev interpolant of 4 asin(√t)/√t
 * on [0, 0.1465]: relative error 2e-7.
 */
function arcSource(): CostSource {
  const axes = [0, 1, 2];
  return {
    before: axes.map((k) => `const u${k} = this.constants.own[i * 3 + ${k}];`).join('\n'),
    inside: `${axes
      .map(
        (k) => `const v${k} = this.constants.others[j * 3 + ${k}];
    const m${k} = u${k} - v${k};
    const p${k} = u${k} + v${k};`,
      )
      .join('\n')}
  const apart = m0 * m0 + m1 * m1 + m2 * m2;
  const opposed = p0 * p0 + p1 * p1 + p2 * p2;
  const h = 0.25 * Math.min(apart, opposed);
  const t = h / (2.0 + 2.0 * Math.sqrt(1.0 - h));
  const angle = Math.sqrt(t) * (4.0 + t * (0.66666690492111937 + t * (0.29998118174941784 + t * (0.17911003723558076
    + t * (0.11467097603587972 + t * 0.12819717153782675)))));
  const cost = apart > opposed ? 3.14159265358979 - angle : angle;`,
  };
}
