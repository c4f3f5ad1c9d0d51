/**
 * Scratch to take a float64 apart. A DataView reads the sign and exponent at 0, the rest of the significand at 4,
 * whatever the machine's own order.
 */
export const floatBits = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));
