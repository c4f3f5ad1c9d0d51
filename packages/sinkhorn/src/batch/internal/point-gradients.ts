import { fromData } from '@monge/ndarray';
import type { PointCloud } from '../../geometry/geometry.js';
import type { Sensitivities } from '../../gradients/sensitivities.js';
import type { Solution } from '../../solution.js';
import { loadPlan } from './load-plan.js';
import { loadProblem } from './load-problem.js';
import { type Slots, sharedSlots } from './slot.js';
import { MOST_PAIRS } from './solve-small.js';

/** The derivatives by points: of small problems with squared Euclidean costs in one pass, of others as they are. */
export function pointGradients(
  solution: Solution,
  sensitivities: Sensitivities,
): Pick<Sensitivities, 'x' | 'y'> {
  const { geometry } = solution.problem;
  if (geometry.kind !== 'pointCloud' || geometry.cost.fused?.kind !== 'squaredDistance') return sensitivities;
  const [n, m] = geometry.shape;
  const whole = geometry.cost.fused.embedding === undefined && n * m <= MOST_PAIRS;
  const slots = whole ? sharedSlots() : undefined;
  return slots === undefined
    ? sensitivities
    : ofSquares(solution, geometry, geometry.cost.fused.factor, slots);
}

/** ∂x_i = 2 Σ_j P_ij (x_i − y_j) times the factor of the cost, and alike for y. */
function ofSquares(
  { problem, f, g }: Solution,
  { x: sources, y: targets }: PointCloud,
  factor: number,
  slots: Slots,
): Pick<Sensitivities, 'x' | 'y'> {
  const { a, b } = problem;
  const slot = loadProblem(problem, slots);
  loadPlan(problem, { f: f.data, g: g.data }, slot);
  const { rows, paddedColumns, kernel } = slot;
  const d = sources.dimension;
  const x = new Float64Array(rows * d);
  const y = new Float64Array(b.length * d);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < b.length; j++) {
      const moved = 2 * factor * a[i] * b[j] * kernel.values[i * paddedColumns + j];
      for (let k = 0; k < d; k++) {
        const pull = moved * (sources.data[i * d + k] - targets.data[j * d + k]);
        x[i * d + k] += pull;
        y[j * d + k] -= pull;
      }
    }
  }
  return { x: () => fromData(x, [rows, d]), y: () => fromData(y, [b.length, d]) };
}
