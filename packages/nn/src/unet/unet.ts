import { concat, type Operand, silu, slice, type Tensor } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { type KeyLike, split } from '@monge/random';
import { checkImages } from '../convolution/check-shapes.js';
import { convolution } from '../convolution/convolution.js';
import { upsampleNearest2d } from '../convolution/upsample-nearest2d.js';
import type { ConvolutionParams } from '../convolution/window-layer.js';
import { zeros } from '../initialisers/constant.js';
import { heNormal } from '../initialisers/he.js';
import { readFeatures, readInput } from '../internal/read-input.js';
import type { Arrays, Layer } from '../layer.js';
import { groupNorm } from '../layers/group-norm.js';
import type { LayerNormParams } from '../layers/layer-norm.js';
import { type MlpParams, mlp } from '../layers/mlp.js';
import { sinusoidalEmbedding } from '../layers/time-embedding.js';
import { type UnetBlockParams, unetBlock } from './unet-block.js';
import { checkUnet, type UnetOptions } from './unet-options.js';

/** Level by level, from the full resolution down, and up again. */
export interface UnetParams {
  readonly time: MlpParams;
  readonly first: ConvolutionParams;
  readonly down: readonly (readonly UnetBlockParams[])[];
  readonly halve: readonly ConvolutionParams[];
  readonly middle: readonly UnetBlockParams[];
  readonly up: readonly (readonly UnetBlockParams[])[];
  readonly double: readonly ConvolutionParams[];
  readonly norm: LayerNormParams;
  readonly last: ConvolutionParams;
}

/** Images, and their times. */
export interface UnetInput {
  /** [n, h, w, channels]. */
  readonly x: Operand;
  /** [n], or a number: one time for all. */
  readonly t: Operand;
}

/**
 * A network from images x [n, h, w, channels] and times t [n] to images [n, h, w, outputs], for what depends on time: a noise, a score, a velocity. On the way down, residual blocks
 * (group normalisation, SiLU, convolution of 3×3, twice) and convolutions with stride 2; on the way up the same, after the pixels are repeated, each block with what one on the way
 * down found. The time goes through a sinusoidal embedding and a small network, and modulates every block; in the middle, and on levels of your choice, pixels attend to all others.
 * It begins as 0. Any height and width will do; what is odd is rounded up, and cropped on the way up.
 *
 * Sources: Ho, Jain and Abbeel, Denoising diffusion probabilistic models (NeurIPS 2020), appendix B, without dropout; the modulation is that of Dhariwal and Nichol, Diffusion models beat
 * GANs on image synthesis (NeurIPS 2021), section 3.
 *
 * @throws DomainError when a size is not a positive integer, the groups do not divide the features, or a level of attention is none.
 * @throws ShapeError (from `apply`) unless x are images with `channels` channels, and t one number for each, or for all.
 * @example
 * import { ones } from '@monge/ndarray';
 * const net = unet({ channels: 1, features: [8, 16], blocks: 1 });
 * net.apply(net.init(0), { x: ones([3, 7, 9, 1]), t: [0, 0.5, 1] }).shape; // → [3, 7, 9, 1]
 */
export function unet(options: UnetOptions): Layer<UnetParams, UnetInput> {
  const {
    channels,
    outputs = channels,
    features,
    blocks = 2,
    attention = [],
    heads = 1,
    groups = 8,
  } = options;
  const { timeFeatures = 64, timeScale = 1000, dtype = 'float32' } = options;
  const caller = 'nn.unet';
  checkUnet({ channels, outputs, features, blocks, attention, heads, groups }, caller);
  const condition = 4 * features[0];
  const block = (from: number, to: number, attends: boolean) =>
    unetBlock({ inputs: from, outputs: to, condition, heads: attends ? heads : 0, groups, dtype });
  const convolve = (from: number, to: number, stride = 1) =>
    convolution({ inputs: from, outputs: to, stride, dtype });

  const embed = sinusoidalEmbedding({ features: timeFeatures, timeScale });
  const time = mlp({
    inputs: timeFeatures,
    hidden: [condition],
    outputs: condition,
    finalActivation: 'silu',
    finalInitialiser: heNormal,
    dtype,
  });
  const first = convolve(channels, features[0]);
  // The channels of what each level hands over to the way up, in the order in which it is found: what it is given, and the results of its blocks.
  const found = features.map((width, level) => [
    features[Math.max(level - 1, 0)],
    ...new Array<number>(blocks).fill(width),
  ]);
  const down = features.map((width, level) =>
    found[level].slice(0, -1).map((from) => block(from, width, attention.includes(level))),
  );
  const halve = features.slice(0, -1).map((width) => convolve(width, width, 2));
  const deepest = features[features.length - 1];
  const middle = [block(deepest, deepest, true), block(deepest, deepest, false)];
  const up = features.map((width, level) =>
    found[level].toReversed().map((skip, k) => {
      const from = k === 0 ? (features[level + 1] ?? deepest) : width;
      return block(from + skip, width, attention.includes(level));
    }),
  );
  const double = features.slice(1).map((width) => convolve(width, width));
  const norm = groupNorm({ channels: features[0], groups, dtype });
  const last = convolution({ inputs: features[0], outputs, initialiser: zeros, dtype });

  return {
    init(key) {
      const keys = split(key, 7);
      return {
        time: time.init(keys[0]),
        first: first.init(keys[1]),
        down: split(keys[2], down.length).map((child, level) => initEach(down[level], child)),
        halve: initEach(halve, keys[3]),
        middle: initEach(middle, keys[4]),
        up: split(keys[5], up.length).map((child, level) => initEach(up[level], child)),
        double: initEach(double, keys[6]),
        norm: norm.init(key),
        last: last.init(key),
      };
    },
    apply(params, input) {
      const x = readFeatures(input.x, channels, params.last.w, 'x', caller);
      const [n] = checkImages(x.shape, caller);
      const t = readInput(input.t, params.last.w, 't', caller);
      checkTimes(t.shape, n, caller);
      const ofTime = time.apply(params.time, embed.apply(null, t));

      let h = first.apply(params.first, x);
      const kept = down.map((level, k) => {
        const results = [h];
        level.forEach((each, j) => {
          h = each.apply(params.down[k][j], { x: h, condition: ofTime });
          results.push(h);
        });
        if (k < halve.length) h = halve[k].apply(params.halve[k], h);
        return results;
      });
      middle.forEach((each, j) => {
        h = each.apply(params.middle[j], { x: h, condition: ofTime });
      });
      for (let k = up.length - 1; k >= 0; k--) {
        const skips = kept[k].toReversed();
        if (k < double.length) h = double[k].apply(params.double[k], doubled(h, skips[0].shape));
        up[k].forEach((each, j) => {
          const both = concat([h, skips[j]], { axis: -1 });
          h = each.apply(params.up[k][j], { x: both, condition: ofTime });
        });
      }
      return last.apply(params.last, silu(norm.apply(params.norm, h)));
    },
  };
}

function initEach<P, X>(layers: readonly Layer<P, X>[], key: KeyLike): Arrays<P>[] {
  return split(key, layers.length).map((child, k) => layers[k].init(child));
}

/** Images twice as large, without the row and the column that those of odd size had not. */
function doubled(x: Tensor, [, h, w]: readonly number[]): Tensor {
  const larger: Tensor = upsampleNearest2d(x, 2);
  const whole = larger.shape[1] === h && larger.shape[2] === w;
  return whole ? larger : slice(larger, null, [0, h], [0, w]);
}

function checkTimes(shape: readonly number[], n: number, caller: string): void {
  if (shape.length === 0 || (shape.length === 1 && shape[0] === n)) return;
  throw new ShapeError(
    `${caller}: expected t of shape [${n}] (a time for each image) or [], got [${shape.join(', ')}]`,
  );
}
