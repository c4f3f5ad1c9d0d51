import { add, silu, type Tensor } from '@monge/autodiff';
import type { FloatDType } from '@monge/ndarray';
import { split } from '@monge/random';
import { convolution } from '../convolution/convolution.js';
import type { ConvolutionParams } from '../convolution/window-layer.js';
import { zeros } from '../initialisers/constant.js';
import { heNormal } from '../initialisers/he.js';
import type { Layer } from '../layer.js';
import { film } from '../layers/film.js';
import { groupNorm } from '../layers/group-norm.js';
import type { LayerNormParams } from '../layers/layer-norm.js';
import type { LinearParams } from '../layers/linear.js';

/** The sizes of a residual block. */
export interface ResidualBlockOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** Features of the condition. */
  readonly condition: number;
  readonly groups: number;
  readonly dtype: FloatDType;
}

/** In the order in which they are applied; there is a shortcut where the number of channels changes. */
export interface ResidualBlockParams {
  readonly firstNorm: LayerNormParams;
  readonly firstConvolution: ConvolutionParams;
  readonly secondNorm: LayerNormParams;
  readonly film: LinearParams;
  readonly secondConvolution: ConvolutionParams;
  readonly shortcut?: ConvolutionParams;
}

/** Images [n, h, w, c], and what they depend on, [n, condition] or [condition]. */
export interface ConditionedImages {
  readonly x: Tensor;
  readonly condition: Tensor;
}

/**
 * x + f(x), where f normalises, applies SiLU and convolves, twice, and the condition modulates it after the second normalisation. Its last convolution begins at 0,
 * so that the block begins as the identity, or as the shortcut.
 */
export function residualBlock(options: ResidualBlockOptions): Layer<ResidualBlockParams, ConditionedImages> {
  const { inputs, outputs, condition: conditionFeatures, groups, dtype } = options;
  const firstNorm = groupNorm({ channels: inputs, groups, dtype });
  const firstConvolution = convolution({ inputs, outputs, initialiser: heNormal, dtype });
  const secondNorm = groupNorm({ channels: outputs, groups, dtype });
  const modulation = film({ features: outputs, condition: conditionFeatures, dtype });
  const secondConvolution = convolution({ inputs: outputs, outputs, initialiser: zeros, dtype });
  const shortcut = convolution({ inputs, outputs, kernel: 1, dtype });
  return {
    init(key) {
      const [first, second, third] = split(key, 3);
      return {
        firstNorm: firstNorm.init(key),
        firstConvolution: firstConvolution.init(first),
        secondNorm: secondNorm.init(key),
        film: modulation.init(second),
        secondConvolution: secondConvolution.init(key),
        ...(inputs === outputs ? {} : { shortcut: shortcut.init(third) }),
      };
    },
    apply(params, { x, condition }) {
      const first = firstConvolution.apply(
        params.firstConvolution,
        silu(firstNorm.apply(params.firstNorm, x)),
      );
      const modulated = modulation.apply(params.film, {
        x: secondNorm.apply(params.secondNorm, first),
        condition,
      });
      const change = secondConvolution.apply(params.secondConvolution, silu(modulated));
      return add(params.shortcut === undefined ? x : shortcut.apply(params.shortcut, x), change);
    },
  };
}
