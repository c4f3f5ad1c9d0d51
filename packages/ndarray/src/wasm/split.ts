/** From `first` up to `last`, exclusive. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** What each of the threads takes of what is left, at most. */
const PART = 1 / 4;

/** How to cut. */
export interface Cut {
  /** What is worth a range of its own. */
  readonly least: number;
  /** What a range may be long. Default: any length. */
  readonly most?: number;
  /** Ranges begin at multiples of this. Default 1. */
  readonly multiple?: number;
}

/**
 * [0, count) in ranges for `threads` to share: long ones first, and short ones at the end, so that all threads end together (guided self-scheduling;
 * Polychronopoulos & Kuck 1987). How the ranges are cut must not show in the results.
 */
export function share(threads: number, count: number, { least, most = count, multiple = 1 }: Cut): Range[] {
  const ranges: Range[] = [];
  for (let first = 0; first < count; ) {
    const left = count - first;
    const part = threads === 1 ? left : Math.max(least, (left * PART) / threads);
    const length = Math.min(most, Math.ceil(part / multiple) * multiple);
    // What is left must be worth a range too.
    const last = left <= most && left - length < least ? count : first + length;
    ranges.push({ first, last });
    first = last;
  }
  return ranges;
}

/** [0, count) in ranges of one length; the last one may be shorter. */
export function piecesOf(count: number, length: number): Range[] {
  const pieces: Range[] = [];
  for (let first = 0; first < count; first += length) {
    pieces.push({ first, last: Math.min(count, first + length) });
  }
  return pieces;
}
