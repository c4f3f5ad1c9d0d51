import type { Dense } from '../core/dense.js';
import { Traced, type Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';

/** What has been collected for a value so far. A sum that only we know of is added to in place. */
interface Cotangent {
  readonly value: Value;
  readonly ours: boolean;
}

/** By slot. */
export type Cotangents = (Cotangent | undefined)[];

/** Adds a contribution; none where the slot is −1, or the contribution zero (undefined). */
export function collect(cotangents: Cotangents, slot: number, contribution: Value | undefined): void {
  if (slot < 0 || contribution === undefined) return;
  const before = cotangents[slot];
  if (before === undefined) {
    cotangents[slot] = { value: contribution, ours: false };
  } else if (before.ours && isDense(before.value) && isDense(contribution)) {
    addInPlace(before.value, contribution);
  } else {
    const value = addValues(before.value, contribution);
    cotangents[slot] = { value, ours: isDense(value) };
  }
}

function isDense(value: Value): value is Dense {
  return typeof value !== 'number' && !(value instanceof Traced);
}

function addInPlace({ data: sum }: Dense, { data: term }: Dense): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i] + term[i];
}
