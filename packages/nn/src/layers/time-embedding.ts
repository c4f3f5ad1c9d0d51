import {
  concat,
  cos,
  expandDims,
  multiply,
  type Operand,
  sin,
  stopGradient,
  type Tensor,
} from '@monge/autodiff';
import { DomainError, type FloatDType, fromData } from '@monge/ndarray';
import { gaussian } from '../initialisers/gaussian.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSetting } from '../internal/check-setting.js';
import { checkSize } from '../internal/check-size.js';
import { readInput } from '../internal/read-input.js';
import type { Layer } from '../layer.js';

/** Options of {@link sinusoidalEmbedding}. */
export interface SinusoidalEmbeddingOptions {
  /** How many, an even number: half of them sines, half cosines. */
  readonly features: number;
  /** The angular frequencies run from 1 down to nearly 1 / maxPeriod, per unit of scaled time. Default: 10 000. */
  readonly maxPeriod?: number;
  /** What times are multiplied by: 1 for steps 0, 1, 2, …; 1000 for times in [0, 1], for which the frequencies are too low. Default: 1. */
  readonly timeScale?: number;
}

/**
 * Times [...] as sines and cosines of geometrically spaced frequencies, [..., features]: sin(ωₖ s t) for k = 0, …, features/2 − 1, then
 * cos(ωₖ s t), with ωₖ = maxPeriod^(−2k / features) and s the time scale. It has no parameters (null).
 *
 * Sources: Vaswani et al., Attention is all you need (NeurIPS 2017), section 3.5, which interleaves sines and cosines; Ho, Jain and Abbeel,
 * Denoising diffusion probabilistic models (NeurIPS 2020), whose order this is.
 *
 * @throws DomainError unless `features` is a positive even number, and `maxPeriod` and `timeScale` are positive.
 * @example
 * const steps = sinusoidalEmbedding({ features: 4, maxPeriod: 100 });
 * steps.apply(null, [0, 1]); // → [[0, 0, 1, 1], [0.8415, 0.09983, 0.5403, 0.995]]
 */
export function sinusoidalEmbedding({
  features,
  maxPeriod = 10_000,
  timeScale = 1,
}: SinusoidalEmbeddingOptions): Layer<null, Operand> {
  const caller = 'nn.sinusoidalEmbedding';
  const half = checkedHalf(features, caller);
  checkPositive(maxPeriod, 'maxPeriod', caller);
  checkPositive(timeScale, 'timeScale', caller);
  const frequencies = Float64Array.from({ length: half }, (_, k) => timeScale * maxPeriod ** (-k / half));
  return {
    init: () => null,
    apply(_, t) {
      const times = expandDims(t, -1);
      return sinesAndCosines(
        multiply(times, readInput(fromData(frequencies, [half]), times, 'frequencies', caller)),
      );
    },
  };
}

/** Options of {@link randomFourierEmbedding}. */
export interface RandomFourierEmbeddingOptions {
  /** How many, an even number: half of them sines, half cosines. */
  readonly features: number;
  /**
   * The standard deviation of the frequencies, in cycles per unit of time: 16 for times (or logarithms of noise levels) of order 1.
   * Default: 16.
   */
  readonly scale?: number;
  /** The element type of the frequencies. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** Frequencies [features / 2], in cycles per unit of time. */
export interface RandomFourierEmbeddingParams {
  readonly frequencies: Tensor;
}

/**
 * Times [...] as sines and cosines of random frequencies fₖ ~ N(0, scale²), [..., features]: sin(2π fₖ t) for all k, then cos(2π fₖ t). The
 * frequencies are drawn by `init` and kept with the parameters, so that they are saved with them, but are constants: their gradient is 0.
 * (Decoupled weight decay would shrink them all the same: leave them out of it.)
 *
 * Sources: Tancik et al., Fourier features let networks learn high frequency functions in low dimensional domains (NeurIPS 2020), eq. 5;
 * Song et al., Score-based generative modeling through stochastic differential equations (ICLR 2021), appendix C.
 *
 * @throws DomainError unless `features` is a positive even number, and `scale` positive.
 * @example
 * const times = randomFourierEmbedding({ features: 64 });
 * times.apply(times.init(0), [0, 0.5, 1]).shape; // → [3, 64]
 */
export function randomFourierEmbedding({
  features,
  scale = 16,
  dtype = 'float32',
}: RandomFourierEmbeddingOptions): Layer<RandomFourierEmbeddingParams, Operand> {
  const caller = 'nn.randomFourierEmbedding';
  const half = checkedHalf(features, caller);
  checkPositive(scale, 'scale', caller);
  checkDtype(dtype, caller);
  return {
    init: (key) => ({ frequencies: gaussian(scale)(key, [half], { dtype }) }),
    apply({ frequencies }, t) {
      const times = expandDims(readInput(t, frequencies, 't', caller), -1);
      return sinesAndCosines(multiply(times, multiply(2 * Math.PI, stopGradient(frequencies))));
    },
  };
}

function sinesAndCosines(angles: Tensor): Tensor {
  return concat([sin(angles), cos(angles)], { axis: -1 });
}

function checkedHalf(features: number, caller: string): number {
  checkSize(features, 'features', 'of each time', caller);
  if (features % 2 === 0) return features / 2;
  throw new DomainError(
    `${caller}: expected features to be even (half of them are sines, half cosines), got ${features}`,
  );
}

function checkPositive(value: number, name: string, caller: string): void {
  checkSetting(value > 0 && value < Infinity, name, 'positive and finite', value, caller);
}
