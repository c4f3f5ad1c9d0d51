import type { Dense } from '../core/dense.js';
import { currentMemory } from '../core/evaluation.js';
import { Traced, type Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { zipped } from '../ops/internal/zipped.js';

/** What has been collected for the values of a tape, by slot. */
export class Cotangents {
  private readonly sums: (Value | undefined)[];
  /** 1 where the sum is an array that only we know of, which is added to in place. */
  private readonly ours: Uint8Array;

  constructor(slots: number) {
    this.sums = new Array<undefined>(slots).fill(undefined);
    this.ours = new Uint8Array(slots);
  }

  of(slot: number): Value | undefined {
    return this.sums[slot];
  }

  /** Adds a contribution; none where the slot is −1, or the contribution zero (undefined). */
  collect(slot: number, contribution: Value | undefined): void {
    if (slot < 0 || contribution === undefined) return;
    const before = this.sums[slot];
    if (before === undefined) this.sums[slot] = contribution;
    else if (this.ours[slot] === 1 && isDense(before) && isDense(contribution)) {
      addInPlace(before, contribution);
    } else {
      const sum = addValues(before, contribution);
      this.sums[slot] = sum;
      this.ours[slot] = isDense(sum) ? 1 : 0;
    }
  }
}

function isDense(value: Value): value is Dense {
  return typeof value !== 'number' && !(value instanceof Traced);
}

function addInPlace(sum: Dense, term: Dense): void {
  if (zipped('add', sum, term, sum, currentMemory())) return;
  const { data } = sum;
  for (let i = 0; i < data.length; i++) data[i] = data[i] + term.data[i];
}
