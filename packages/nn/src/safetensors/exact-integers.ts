import { DomainError } from '@monge/ndarray';

/**
 * 64-bit integers as float64.
 *
 * @throws DomainError for one beyond ±(2⁵³ − 1), past which float64 skips integers.
 */
export function exactIntegers(integers: BigInt64Array | BigUint64Array): Float64Array {
  const data = new Float64Array(integers.length);
  for (let i = 0; i < data.length; i++) {
    data[i] = Number(integers[i]);
    if (!Number.isSafeInteger(data[i])) {
      throw new DomainError(
        `nn.decodeSafetensors: expected 64-bit integers of magnitude below 2^53 (they become float64), got ${integers[i]}; save them as another type`,
      );
    }
  }
  return data;
}
