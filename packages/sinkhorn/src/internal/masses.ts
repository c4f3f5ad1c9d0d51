import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { scale, sum } from './sums.js';

/** Measures whose totals differ by no more than this, relatively, are taken as of one mass: what normalising in float32 leaves. */
const MASS_TOLERANCE = 1e-6;

/**
 * Several measures of one total, [length_k] each, copied; even ones of total one where none are given.
 *
 * @param nameOf what the caller calls each of them, such as 'measures[0]'.
 * @param meaning of one of them, such as 'masses on the sources of its geometry'.
 */
export function readMeasures(
  inputs: readonly ArrayInput[] | undefined,
  lengths: readonly number[],
  nameOf: (k: number) => string,
  meaning: string,
  caller: string,
): readonly Float64Array[] {
  const measures = lengths.map((length, k) => readMasses(inputs?.[k], length, nameOf(k), meaning, caller));
  const mass = sum(measures[0]);
  measures.forEach((measure, k) => {
    const other = sum(measure);
    if (Math.abs(other - mass) > MASS_TOLERANCE * Math.max(mass, other)) {
      throw new DomainError(
        `${caller}: expected masses of one total (mass is moved, not made), got ${mass} in ${nameOf(0)} and ${other} in ${nameOf(k)}; divide each by its sum`,
      );
    }
    // Equal to the last digit.
    scale(measure, mass / other);
  });
  return measures;
}

function readMasses(
  input: ArrayInput | undefined,
  length: number,
  name: string,
  meaning: string,
  caller: string,
): Float64Array {
  if (input === undefined) return new Float64Array(length).fill(1 / length);
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (data.length !== length || shape.length === 0) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${length}] (${meaning}), got [${shape.join(', ')}]`,
    );
  }
  for (const mass of data) {
    if (!(mass >= 0 && mass < Infinity)) {
      throw new DomainError(`${caller}: expected masses in [0, ∞) in ${name}, got ${mass}`);
    }
  }
  const total = sum(data);
  if (!(total > 0 && total < Infinity)) {
    throw new DomainError(`${caller}: expected masses of a finite, positive total in ${name}, got ${total}`);
  }
  return data.slice();
}
