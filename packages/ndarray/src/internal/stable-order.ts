/** From this length on, counting digits is faster than comparing (V8 11.3). */
const longLane = 512;

/** Up to this many elements are sorted by insertion. */
const block = 16;

/**
 * The function that says in which order the `length` elements of `x` from `start` on ascend: the index of the smallest,
 * of the next … Equal elements, 0 and −0 too, keep their order; NaN come last, in theirs. What it returns is memory
 * that the next call writes to.
 */
export function stableOrder(length: number): (x: Float64Array, start: number) => Int32Array {
  const keys = new Float64Array(length);
  const order = new Int32Array(length);
  const spare = new Int32Array(length);
  return (x, start) => {
    let count = 0;
    for (let i = 0; i < length; i++) {
      // Adding 0 makes −0 the same bits as 0.
      keys[i] = x[start + i] + 0;
      if (!Number.isNaN(keys[i])) order[count++] = i;
    }
    const ascending =
      count < longLane ? merge(keys, order, spare, count) : countDigits(keys, order, spare, count);
    for (let i = 0; count < length; i++) if (Number.isNaN(x[start + i])) ascending[count++] = i;
    return ascending;
  };
}

/** Merge sort of the first n indices in `from` by their keys; returns the one of `from` and `to` that it ends in. */
function merge(keys: Float64Array, from: Int32Array, to: Int32Array, n: number): Int32Array {
  for (let start = 0; start < n; start += block) insert(keys, from, start, Math.min(start + block, n));
  for (let width = block; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      mergeRuns(keys, from, to, start, middle, Math.min(middle + width, n));
    }
    [from, to] = [to, from];
  }
  return from;
}

function insert(keys: Float64Array, order: Int32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const index = order[i];
    const key = keys[index];
    let at = i;
    for (; at > start && keys[order[at - 1]] > key; at--) order[at] = order[at - 1];
    order[at] = index;
  }
}

function mergeRuns(
  keys: Float64Array,
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || keys[from[left]] <= keys[from[right]]);
    to[at] = takesLeft ? from[left++] : from[right++];
  }
}

/** 2¹¹ buckets: the table of counts stays in the first-level cache, and six digits make 64 bits. */
const digitBits = 11;

/**
 * Radix sort from the last digit on, by the bits of the keys, which it changes so that they ascend as unsigned integers
 * (Herf, "Radix tricks", 2001): with the sign bit set for a positive number, inverted for a negative one. A digit
 * that all share is passed over: the lower ones of integers and of float32 are.
 */
function countDigits(keys: Float64Array, from: Int32Array, to: Int32Array, n: number): Int32Array {
  const words = new Uint32Array(keys.buffer);
  for (let high = 1; high < words.length; high += 2) {
    const negative = words[high] >> 31;
    words[high - 1] ^= negative;
    words[high] ^= negative | 0x80000000;
  }
  const next = new Int32Array(1 << digitBits);
  for (let word = 0; word < 2; word++) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (!startBuckets(words, word, shift, from, n, next)) continue;
      for (let i = 0; i < n; i++) to[next[digitOf(words[2 * from[i] + word], shift)]++] = from[i];
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Where the elements with each digit go, into `next`; false when all have the same one. */
function startBuckets(
  words: Uint32Array,
  word: number,
  shift: number,
  order: Int32Array,
  n: number,
  next: Int32Array,
): boolean {
  next.fill(0);
  for (let i = 0; i < n; i++) next[digitOf(words[2 * order[i] + word], shift)]++;
  if (next[digitOf(words[2 * order[0] + word], shift)] === n) return false;
  for (let digit = 0, total = 0; digit < next.length; digit++) {
    const count = next[digit];
    next[digit] = total;
    total += count;
  }
  return true;
}

function digitOf(word: number, shift: number): number {
  return (word >>> shift) & ((1 << digitBits) - 1);
}
