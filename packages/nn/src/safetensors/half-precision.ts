/** 2⁻²⁴, the smallest positive half. */
const HALF_UNIT = 2 ** -24;

/** IEEE binary16 as float32, which holds every one of them: infinities, numbers below the normal ones and the bits of NaNs too. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const data = new Float32Array(halves.length);
  const bits = new Uint32Array(data.buffer);
  halves.forEach((half, i) => {
    const sign = (half & 0x8000) << 16;
    const exponent = half & 0x7c00;
    const magnitude = half & 0x7fff;
    if (exponent === 0x7c00) bits[i] = sign | 0x7f800000 | ((half & 0x3ff) << 13);
    else if (exponent !== 0) bits[i] = sign | ((magnitude << 13) + ((127 - 15) << 23));
    else data[i] = sign < 0 ? -magnitude * HALF_UNIT : magnitude * HALF_UNIT;
  });
  return data;
}

/** bfloat16, the upper half of a float32, as float32. */
export function fromBfloat16(halves: Uint16Array): Float32Array {
  const bits = Uint32Array.from(halves, (half) => half << 16);
  return new Float32Array(bits.buffer);
}
