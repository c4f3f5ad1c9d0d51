import { type Block, key, philox4x32, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';

const words = (hex: string) => hex.split(' ').map((word) => Number.parseInt(word, 16));

describe('philox4x32', () => {
  // The first three are the known-answer vectors of Random123 (its kat_vectors, philox4x32 10); the others are random
  // counters and keys, answered by randomgen 2.5.1: Philox(counter - 1, key, number=4, width=32).random_raw(4).
  it.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
    ['52e6b438 f2a74de4 269e0d37 6513270e', 'a6a3a450 0c5c7fd0', '783b7a82 93a7eb5a f3f9c662 859381e5'],
    ['128b2f33 d23f0824 892f902b 1818e811', '5d9dc9f8 9531985d', 'ccb2f1e0 33a4fb24 2349ec54 2516b9b0'],
    ['0ed90475 e8e25d94 81e74ef5 36f675cc', '099950d8 1600a35a', '980f4a96 0451e25a dede68f7 512e472f'],
    ['6f03675a 6b0d549b 11e20b8f 3d9c1724', '1738f7d9 8d116ece', 'b8aebb47 2efb16d8 367853d5 4d1fd157'],
    ['6cad4a26 0f21ddb6 d3ac94af 90c192cf', '1fb17c23 f28c105d', '9436c19d ee40b1b1 20222d3a 99ecbf25'],
  ])('takes counter %s under key %s to %s', (counter, k, block) => {
    const [c0, c1, c2, c3] = words(counter);
    const [k0, k1] = words(k);
    expect(philox4x32([c0, c1, c2, c3], [k0, k1])).toEqual(words(block));
  });

  it('takes its words modulo 2^32', () => {
    const counter: Block = [1, 2 ** 32 - 1, 0, 7];
    expect(philox4x32([1 - 2 ** 32, -1, 2 ** 32, 7], [5 + 2 ** 33, -9])).toEqual(
      philox4x32(counter, [5, 2 ** 32 - 9]),
    );
  });

  it('is what the words of a draw are: a float32 uniform is the top 24 bits of one', () => {
    const first = philox4x32([0, 0, 0, 0], key(42));
    const second = philox4x32([1, 0, 0, 0], key(42));
    const expected = [...first, ...second].map((word) => Math.floor(word / 2 ** 8) / 2 ** 24);
    expect([...uniform(42, 8, { dtype: 'float32' }).data]).toEqual(expected);
  });
});
