import { add, reshape, type Tensor } from '@monge/autodiff';
import type { FloatDType } from '@monge/ndarray';
import { split } from '@monge/random';
import { type MultiHeadAttentionParams, multiHeadAttention } from '../attention/multi-head-attention.js';
import { zeros } from '../initialisers/constant.js';
import type { Layer } from '../layer.js';
import { groupNorm } from '../layers/group-norm.js';
import type { LayerNormParams } from '../layers/layer-norm.js';

/** The sizes of an attention block. */
export interface AttentionBlockOptions {
  readonly channels: number;
  readonly heads: number;
  readonly groups: number;
  readonly dtype: FloatDType;
}

export interface AttentionBlockParams {
  readonly norm: LayerNormParams;
  readonly attention: MultiHeadAttentionParams;
}

/** x + f(x) for images, where f normalises, and lets each pixel attend to all pixels of its image. It begins as the identity. */
export function attentionBlock({
  channels,
  heads,
  groups,
  dtype,
}: AttentionBlockOptions): Layer<AttentionBlockParams> {
  const norm = groupNorm({ channels, groups, dtype });
  const attention = multiHeadAttention({ features: channels, heads, finalInitialiser: zeros, dtype });
  return {
    init(key) {
      const [first, second] = split(key, 2);
      return { norm: norm.init(first), attention: attention.init(second) };
    },
    apply(params, x) {
      const [n, h, w] = x.shape;
      const pixels: Tensor = reshape(norm.apply(params.norm, x), [n, h * w, channels]);
      return add(x, reshape(attention.apply(params.attention, pixels), [n, h, w, channels]));
    },
  };
}
