import { split } from '@monge/random';
import type { Layer } from '../layer.js';
import { type AttentionBlockParams, attentionBlock } from './attention-block.js';
import {
  type ConditionedImages,
  type ResidualBlockOptions,
  type ResidualBlockParams,
  residualBlock,
} from './residual-block.js';

export interface UnetBlockOptions extends ResidualBlockOptions {
  /** How many heads attend; 0 for none. */
  readonly heads: number;
}

/** A residual block, and the attention after it, if there is any. */
export interface UnetBlockParams {
  readonly residual: ResidualBlockParams;
  readonly attention?: AttentionBlockParams;
}

export function unetBlock(options: UnetBlockOptions): Layer<UnetBlockParams, ConditionedImages> {
  const { outputs: channels, heads, groups, dtype } = options;
  const residual = residualBlock(options);
  if (heads === 0) {
    return {
      init: (key) => ({ residual: residual.init(key) }),
      apply: (params, images) => residual.apply(params.residual, images),
    };
  }
  const attention = attentionBlock({ channels, heads, groups, dtype });
  return {
    init(key) {
      const [first, second] = split(key, 2);
      return { residual: residual.init(first), attention: attention.init(second) };
    },
    apply(params, images) {
      const h = residual.apply(params.residual, images);
      return params.attention === undefined ? h : attention.apply(params.attention, h);
    },
  };
}
