import { inKernelMemory } from '../core/address.js';
import { currentMemory, following } from '../core/evaluation.js';
import { isPlain } from '../core/operand.js';
import { keepSpecimens } from '../core/specimens.js';
import type { Value } from '../core/traced.js';
import { type Recorded, Tape } from './tape.js';

/** What a function computed, on a tape. */
export interface Recording<T> {
  readonly tape: Tape;
  readonly leaves: readonly Recorded[];
  readonly result: T;
}

/** Runs a function of some values on a tape of its own. */
export function record<T>(
  name: string,
  values: readonly Value[],
  f: (leaves: readonly Recorded[]) => T,
): Recording<T> {
  keepSpecimens();
  const tape = new Tape(name);
  const memory = currentMemory();
  const leaves = values.map((value) =>
    tape.leaf(isPlain(value) && typeof value !== 'number' ? inKernelMemory(value, memory) : value),
  );
  return { tape, leaves, result: following(tape, () => f(leaves)) };
}
