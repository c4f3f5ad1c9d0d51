import { add, scan, subtract, type Tensor } from '@monge/autodiff';
import { fromData } from '@monge/ndarray';
import type { Parts } from './parts.js';
import { imbalance, type PotentialTensors, sourcePotential, targetPotential } from './programs.js';

const ITERATIONS = 100;

/** The potentials after some iterations from g = 0, in operations, and balanced. */
export function unrolledPotentials(parts: Parts, iterations = ITERATIONS): PotentialTensors {
  const [m] = parts.b.shape;
  const step = (g: Tensor): readonly [Tensor, null] => [
    targetPotential(parts, sourcePotential(parts, g)),
    null,
  ];
  const start: Tensor = fromData(new Float64Array(m), [m]);
  const [g] = scan(step, start, undefined, { length: iterations, checkpoint: 'sqrt' });
  const f = sourcePotential(parts, g);
  const shift = imbalance(parts, { f, g });
  return { f: subtract(f, shift), g: add(g, shift) };
}
