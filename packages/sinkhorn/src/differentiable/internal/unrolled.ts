import { add, scan, subtract, type Tensor } from '@monge/autodiff';
import { fromData } from '@monge/ndarray';
import { type Parts, type ProblemKind, partsOf } from './parts.js';
import { imbalance, type PotentialTensors, sourcePotential, targetPotential } from './programs.js';

const ITERATIONS = 100;

/** A result of a problem from its inputs, in operations from beginning to end. */
export type Unrolled = (
  inputs: readonly Tensor[],
  kind: ProblemKind,
  iterations: number | undefined,
) => Tensor;

export function unrolled(program: (parts: Parts, potentials: PotentialTensors) => Tensor): Unrolled {
  return (inputs, kind, iterations) => {
    const parts = partsOf(inputs, kind);
    return program(parts, unrolledPotentials(parts, iterations));
  };
}

/** The potentials after some iterations from g = 0, in operations. */
function unrolledPotentials(parts: Parts, iterations = ITERATIONS): PotentialTensors {
  const [m] = parts.b.shape;
  const step = (g: Tensor): readonly [Tensor, null] => [
    targetPotential(parts, sourcePotential(parts, g)),
    null,
  ];
  const start: Tensor = fromData(new Float64Array(m), [m]);
  const [g] = scan(step, start, undefined, { length: iterations, checkpoint: 'sqrt' });
  const f = sourcePotential(parts, g);
  if (parts.tauA !== 1 || parts.tauB !== 1) return { f, g };
  const shift = imbalance(parts, { f, g });
  return { f: subtract(f, shift), g: add(g, shift) };
}
