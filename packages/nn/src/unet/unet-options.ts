import { DomainError, type FloatDType } from '@monge/ndarray';
import { checkSize } from '../internal/check-size.js';

/** The sizes of a U-Net. */
export interface UnetOptions {
  /** Channels of x. */
  readonly channels: number;
  /** Channels of the result. Default: `channels`, for a noise, a score or a velocity. */
  readonly outputs?: number;
  /** Channels inside, level by level: from the first to the next the images become half as large. */
  readonly features: readonly number[];
  /** Residual blocks of each level on the way down; on the way up there is one more. Default: 2. */
  readonly blocks?: number;
  /** The levels on which pixels attend to each other, counted from 0, the full resolution; between the ways down and up they always do. Default: none. */
  readonly attention?: readonly number[];
  /** How many heads attend, a divisor of the `features` of the levels that do. Default: 1. */
  readonly heads?: number;
  /** How many groups of channels are normalised together, a divisor of all `features`. Default: 8. */
  readonly groups?: number;
  /** How many numbers a time is turned into, an even number. Default: 64. */
  readonly timeFeatures?: number;
  /** What times are multiplied by: 1000 for times in [0, 1], 1 for steps 0, 1, 2, … Default: 1000. */
  readonly timeScale?: number;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

type Sizes = Required<
  Pick<UnetOptions, 'channels' | 'outputs' | 'features' | 'blocks' | 'attention' | 'heads' | 'groups'>
>;

/** @throws DomainError for sizes that no U-Net has. */
export function checkUnet(
  { channels, outputs, features, blocks, attention, heads, groups }: Sizes,
  caller: string,
): void {
  checkSize(channels, 'channels', 'those of x', caller);
  checkSize(outputs, 'outputs', 'the channels of the result', caller);
  checkSize(blocks, 'blocks', 'of each level', caller);
  checkSize(heads, 'heads', 'how many attend side by side', caller);
  checkSize(groups, 'groups', 'of channels', caller);
  if (features.length === 0) {
    throw new DomainError(`${caller}: expected features of at least one level, got none`);
  }
  features.forEach((width, level) => {
    checkSize(width, `features[${level}]`, 'the channels of a level', caller);
    if (width % groups === 0) return;
    throw new DomainError(
      `${caller}: expected groups to divide features[${level}] (${width}), got ${groups}; take another number of either`,
    );
  });
  const none = attention.find((level) => !Number.isInteger(level) || level < 0 || level >= features.length);
  if (none === undefined) return;
  throw new DomainError(
    `${caller}: expected attention to name levels in [0, ${features.length}) (of features, from the full resolution down), got ${none}`,
  );
}
