import { check } from './check.js';

/** The low 64 bits of an integer in two's complement, low word first. */
export function words64(where: string, name: string, value: number | bigint): readonly [number, number] {
  check(
    typeof value === 'bigint' ? BigInt.asIntN(65, value) === value : Number.isSafeInteger(value),
    where,
    `${name} to be a safe integer, or a bigint in [-2^64, 2^64)`,
    value,
  );
  const bits = BigInt.asUintN(64, BigInt(value));
  return Object.freeze([Number(bits & 0xffffffffn), Number(bits >> 32n)] as const);
}
