// The remainder of large arguments by π/2, after M. Payne and R. Hanek, Radian reduction for trigonometric functions (1983): as many digits of 2/π
// are multiplied as the result needs, and those that only add whole turns are left out.

/** 64 bits of 2/π, from bit 64 (k − 1) after the point on. */
function wordOf(k: i32): u64 {
  switch (k) {
    case 1: return 0xa2f9836e4e441529;
    case 2: return 0xfc2757d1f534ddc0;
    case 3: return 0xdb6295993c439041;
    case 4: return 0xfe5163abdebbc561;
    case 5: return 0xb7246e3a424dd2e0;
    case 6: return 0x06492eea09d1921c;
    case 7: return 0xfe1deb1cb129a73e;
    case 8: return 0xe88235f52ebb4484;
    case 9: return 0xe99c7026b45f7e41;
    case 10: return 0x3991d639835339f4;
    case 11: return 0x9c845f8bbdf9283b;
    case 12: return 0x1ff897ffde05980f;
    case 13: return 0xef2f118b5a0a6d1f;
    case 14: return 0x6d367ecf27cb09b7;
    case 15: return 0x4f463f669e5fea2d;
    case 16: return 0x7527bac7ebe5f17b;
    case 17: return 0x3d0739f78a5292ea;
    case 18: return 0x6bfb5fb11f8d5d08;
    case 19: return 0x56033046fc7b6bab;
    default: return 0;
  }
}

/** 64 bits of 2/π, of which the first is `at` − 63 bits after the point. */
function window(at: i32): u64 {
  const k = at >> 6;
  const by = at & 63;
  return (wordOf(k) << by) | ((wordOf(k + 1) >> 1) >> (63 - by));
}

/** The upper half of the product. */
function multiplyHigh(a: u64, b: u64): u64 {
  const low = <u64>(<u32>a) * <u64>(<u32>b);
  const middle = (a >> 32) * <u64>(<u32>b) + (low >> 32);
  const other = <u64>(<u32>a) * (b >> 32) + <u64>(<u32>middle);
  return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
}

/** x/(π/2) modulo 4 for finite x ≥ ½, in fixed point: two bits before the point and 126 after it, the upper half first. */
export function quarterTurns(x: f64): v128 {
  const bits = reinterpret<u64>(x);
  const whole = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  const at = <i32>(bits >> 52) - 1075 + 62;
  const w1 = window(at + 64);
  const carried = multiplyHigh(whole, window(at + 128));
  const low = whole * w1 + carried;
  const high = whole * window(at) + multiplyHigh(whole, w1) + u64(low < carried);
  return i64x2.replace_lane(i64x2.splat(high), 1, low);
}
