import type { LinearProblem } from '../../linear-problem.js';
import type { Accelerator } from './accelerator.js';
import { anderson } from './anderson.js';
import type { ChosenAcceleration } from './chosen-acceleration.js';
import { nesterov } from './nesterov.js';
import { overRelaxation } from './over-relaxation.js';
import { safeguarded } from './safeguarded.js';
import type { Steering } from './steering.js';

/** Never lowers the dual. */
const plain: Steering = {
  advance: ({ g, image }) => g.set(image),
  resort: () => undefined,
};

/** The steering of a run, in the mean squares under b. */
export function accelerationFor({ b }: Pick<LinearProblem, 'b'>, acceleration: ChosenAcceleration): Steering {
  if (acceleration.kind === 'none') return plain;
  return safeguarded(acceleratorFor(b, acceleration), b.length);
}

function acceleratorFor(b: Float64Array, acceleration: ChosenAcceleration): Accelerator {
  if (acceleration.kind === 'anderson') {
    // More residuals of mean zero than this depend on each other.
    const dimension = Math.max(1, b.length - 1);
    return anderson(b, Math.min(acceleration.memory, dimension));
  }
  if (acceleration.kind === 'overRelaxation') return overRelaxation(b, acceleration.factor);
  return nesterov(b.length);
}
