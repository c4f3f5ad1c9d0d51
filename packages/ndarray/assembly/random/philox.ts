// Philox 4x32-10 (Salmon et al., SC 2011), the generator of @monge/random. A vector holds words of two counters: one the words 0 and 2 of
// each, which a round multiplies, the other the words 1 and 3, which it does not. Eight counters go together, since a round is a chain of
// slow instructions, each waiting for the one before it.

/** Counters that `philox` takes together, and the bytes that come of them. */
const COUNTERS: u64 = 8;
const BYTES: usize = 128;

// @ts-ignore: decorator
@inline
function multipliers(): v128 {
  return i32x4(0xd2511f53, 0xcd9e8d57, 0xd2511f53, 0xcd9e8d57);
}

/** Words 0 and 2 after a round: the high words of the other one's product, with words 1 and 3 and the key. */
// @ts-ignore: decorator
@inline
function highs(even: v128, odd: v128, key: v128): v128 {
  const p = i64x2.extmul_low_i32x4_u(even, multipliers());
  const q = i64x2.extmul_high_i32x4_u(even, multipliers());
  return v128.xor(v128.xor(i32x4.shuffle(p, q, 3, 1, 7, 5), odd), key);
}

/** Words 1 and 3 after a round: the low words. */
// @ts-ignore: decorator
@inline
function lows(even: v128): v128 {
  const p = i64x2.extmul_low_i32x4_u(even, multipliers());
  const q = i64x2.extmul_high_i32x4_u(even, multipliers());
  return i32x4.shuffle(p, q, 2, 0, 6, 4);
}

/** Writes the blocks of two counters. */
// @ts-ignore: decorator
@inline
function write(out: usize, even: v128, odd: v128): void {
  v128.store(out, i32x4.shuffle(even, odd, 0, 4, 1, 5));
  v128.store(out, i32x4.shuffle(even, odd, 2, 6, 3, 7), 16);
}

/**
 * Fills `bytes` bytes, rounded up to a multiple of 128, with the words of the blocks from `first` on, a multiple of 8 below 2^53; the upper
 * half of the counters is 0.
 */
export function philox(k0: i32, k1: i32, first: u64, bytes: usize, out: usize): void {
  const start = i32x4(k0, k1, k0, k1);
  const increment = i32x4(0x9e3779b9, 0xbb67ae85, 0x9e3779b9, 0xbb67ae85);
  for (const end = out + bytes; out < end; out += BYTES) {
    const low = <i32>first;
    let even0 = i32x4(low, 0, low + 1, 0);
    let even1 = i32x4(low + 2, 0, low + 3, 0);
    let even2 = i32x4(low + 4, 0, low + 5, 0);
    let even3 = i32x4(low + 6, 0, low + 7, 0);
    const high = <i32>(first >> 32);
    let odd0 = i32x4(high, 0, high, 0);
    let odd1 = odd0;
    let odd2 = odd0;
    let odd3 = odd0;
    let key = start;
    for (let round = 0; round < 10; round++) {
      let next = highs(even0, odd0, key);
      odd0 = lows(even0);
      even0 = next;
      next = highs(even1, odd1, key);
      odd1 = lows(even1);
      even1 = next;
      next = highs(even2, odd2, key);
      odd2 = lows(even2);
      even2 = next;
      next = highs(even3, odd3, key);
      odd3 = lows(even3);
      even3 = next;
      key = i32x4.add(key, increment);
    }
    write(out, even0, odd0);
    write(out + 32, even1, odd1);
    write(out + 64, even2, odd2);
    write(out + 96, even3, odd3);
    first += COUNTERS;
  }
}
