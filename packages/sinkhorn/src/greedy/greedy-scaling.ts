import type { Pairwise } from '@monge/ndarray';
import type { Potentials } from '../internal/iteration.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';
import { addAndSurvey, createSide, type Side, survey } from './side.js';

/** A plan whose rows and columns are rescaled one at a time. */
export interface GreedyScaling {
  /** Rescales the row or the column for which the dual value rises most. O(n + m), but for absorptions. */
  update(): void;
  /** Σ |P 1 − a| + Σ |Pᵀ 1 − b|, as the updates keep account of it. */
  distance(): number;
  /** Sums the plan up anew: updates leave roundings. O(n·m). */
  recount(): void;
  potentials(): Potentials;
}

/** Scalings beyond exp(±this) are absorbed into the plan that is stored. */
const ABSORPTION_LIMIT = 28;

/**
 * The plan P_ij = a_i b_j exp((f_i + g_j − C_ij)/ε) of some potentials as diag(u) K diag(v), K stored in both orders so that a row and a column are contiguous alike. Scalings that grow
 * too large are absorbed into the potentials, and K is computed anew. A line whose sum has underflowed is rescaled in the log domain, with all others of its side: a half-step of Sinkhorn's
 * iteration.
 */
export function greedyScaling(
  { a, b, epsilon }: LinearProblem,
  pairwise: Pairwise,
  start: Potentials,
): GreedyScaling {
  const [n, m] = [a.length, b.length];
  const rows = createSide(a, new Float64Array(n * m), start.f);
  const columns = createSide(b, new Float64Array(n * m), start.g);

  /** Moves the scalings into the potentials. */
  function fold(): void {
    for (const { potential, scaling } of [rows, columns]) {
      for (let i = 0; i < scaling.length; i++) potential[i] += epsilon * Math.log(scaling[i]);
      scaling.fill(1);
    }
  }

  function fill(): void {
    const phi = withMass(rows.potential, a, epsilon);
    const psi = withMass(columns.potential, b, epsilon);
    pairwise.weights(epsilon, phi, psi, 0, n, rows.kernel);
    for (let i = 0, at = 0; i < n; i++) {
      for (let j = 0; j < m; j++, at++) columns.kernel[j * n + i] = rows.kernel[at];
    }
    recount();
  }

  function recount(): void {
    columns.sums.fill(0);
    for (let i = 0, at = 0; i < n; i++) {
      const u = rows.scaling[i];
      let sum = 0;
      for (let j = 0; j < m; j++, at++) {
        const mass = u * rows.kernel[at] * columns.scaling[j];
        sum += mass;
        columns.sums[j] += mass;
      }
      rows.sums[i] = sum;
    }
    survey(rows);
    survey(columns);
  }

  /** Makes the sums of one side exact, in the log domain. */
  function rescaleAll(own: Side, other: Side): void {
    fold();
    const axis = own === rows ? 1 : 0;
    pairwise.softmin(axis, epsilon, withMass(other.potential, other.weights, epsilon), own.potential);
    fill();
  }

  function rescale(own: Side, other: Side): void {
    const { line, gain } = own.worst;
    if (gain === 0) return;
    const before = own.scaling[line];
    const factor = own.weights[line] / own.sums[line];
    if (!(Math.abs(Math.log(factor)) <= ABSORPTION_LIMIT)) {
      rescaleAll(own, other);
      return;
    }
    own.scaling[line] = before * factor;
    own.sums[line] = own.weights[line];
    survey(own);
    addAndSurvey(other, own.scaling[line] - before, own.kernel, line * other.weights.length);
    if (Math.abs(Math.log(own.scaling[line])) <= ABSORPTION_LIMIT) return;
    fold();
    fill();
  }

  fill();
  return {
    update() {
      if (rows.worst.gain > columns.worst.gain) rescale(rows, columns);
      else rescale(columns, rows);
    },
    distance: () => rows.worst.distance + columns.worst.distance,
    recount,
    potentials() {
      const [f, g] = [rows, columns].map(({ potential, scaling }) =>
        potential.map((value, i) => value + epsilon * Math.log(scaling[i])),
      );
      return { f, g };
    },
  };
}
