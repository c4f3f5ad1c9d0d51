import type { Padding, WindowOptions } from '@monge/nn';
import fc from 'fast-check';
import { margins } from './naive-convolution.js';

/** A convolution that fits: the shapes of images and kernel, and how the window slides. */
export interface SlidingCase {
  readonly image: readonly [number, number, number, number];
  readonly kernel: readonly [number, number, number, number];
  readonly options: WindowOptions;
}

export function slidings(): fc.Arbitrary<SlidingCase> {
  const side = fc.integer({ min: 1, max: 7 });
  const small = fc.integer({ min: 1, max: 3 });
  const pair = fc.tuple(small, small);
  const margin = fc.tuple(fc.nat(3), fc.nat(3));
  const padding: fc.Arbitrary<Padding> = fc.oneof(
    fc.constantFrom('same', 'valid'),
    fc.nat(2),
    fc.tuple(margin, margin).map(([rows, columns]) => margins(rows, columns)),
  );
  return fc
    .record({
      sides: fc.tuple(side, side),
      window: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
      counts: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.constantFrom(1, 2, 3, 17), small),
      options: fc.record({ stride: pair, dilation: pair, padding }),
    })
    .filter(({ sides, window, options }) =>
      sides.every((length, axis) => {
        const { padding: zeros, dilation } = options;
        if (zeros === 'same') return true;
        const around =
          zeros === 'valid' ? 0 : typeof zeros === 'number' ? 2 * zeros : zeros[axis][0] + zeros[axis][1];
        return length + around >= dilation[axis] * (window[axis] - 1) + 1;
      }),
    )
    .map(({ sides, window, counts: [n, c, d], options }) => ({
      image: [n, ...sides, c],
      kernel: [...window, c, d],
      options,
    }));
}
