import { type Key, type KeyLike, key } from '../key.js';
import { check } from './check.js';

/** The key that a key-like value stands for. */
export function toKey(where: string, value: KeyLike): Key {
  if (typeof value === 'number') return key(value);
  check(
    Array.isArray(value) && value.length === 2 && value.every((word) => word >>> 0 === word),
    where,
    'a key (two 32-bit words) or an integer seed',
    String(value),
  );
  return value;
}
