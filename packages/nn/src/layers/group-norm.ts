import { add, multiply, type Operand } from '@monge/autodiff';
import { DomainError, type FloatDType, ShapeError } from '@monge/ndarray';
import { ones, zeros } from '../initialisers/constant.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { checkEpsilon } from './internal/check-epsilon.js';
import { standardised } from './internal/standardised.js';
import type { LayerNormParams } from './layer-norm.js';

/** Options of {@link groupNorm}. */
export interface GroupNormOptions {
  /** Channels of x. */
  readonly channels: number;
  /** How many groups they are divided into, a divisor of `channels`; neighbours are together. */
  readonly groups: number;
  /** What is added to the variance, > 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/**
 * Group normalisation, of images [n, h, w, channels] or anything else with examples first and channels last: as in `layerNorm`, with the
 * mean and the variance of each group of channels of an example over all its places. One group of all channels, or as many as channels
 * (instance normalisation), are the extremes.
 *
 * Source: Wu and He, Group normalization (ECCV 2018), eqs. 1–3 and 7.
 *
 * @throws DomainError when a size is not a positive integer, `groups` does not divide `channels`, or ε is not positive.
 * @throws ShapeError (from `apply`) unless x has two axes or more, and so many channels.
 * @example
 * const norm = groupNorm({ channels: 4, groups: 2 });
 * norm.apply(norm.init(0), [[[0, 2, 7, 7], [2, 0, 7, 7]]]); // → [[[-1.000, 1.000, 0, 0], [1.000, -1.000, 0, 0]]]
 */
export function groupNorm({
  channels,
  groups,
  epsilon = 1e-5,
  dtype = 'float32',
}: GroupNormOptions): Layer<LayerNormParams, Operand> {
  const caller = 'nn.groupNorm';
  checkSize(channels, 'channels', 'those of x', caller);
  checkSize(groups, 'groups', 'of channels', caller);
  if (channels % groups !== 0) {
    throw new DomainError(
      `${caller}: expected groups to divide channels (${channels}), got ${groups}; take another number of either`,
    );
  }
  checkEpsilon(epsilon, caller);
  checkDtype(dtype, caller);
  return {
    init: (key) => ({ scale: ones(key, [channels], { dtype }), shift: zeros(key, [channels], { dtype }) }),
    apply({ scale, shift }, x) {
      const given = readFeatures(x, channels, scale, 'x', caller);
      const [batch, ...rest] = given.shape;
      if (rest.length === 0) {
        throw new ShapeError(
          `${caller}: expected x of shape [n, ..., ${channels}] (examples first), got [${batch}]`,
        );
      }
      const rows = rest.slice(0, -1).reduce((product, length) => product * length, 1);
      const y = standardised(given, { batch, rows, groups, size: channels / groups, epsilon });
      return add(multiply(y, scale), shift);
    },
  };
}
