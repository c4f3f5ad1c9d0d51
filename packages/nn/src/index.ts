export type { Arrays, Layer, ParamsOf } from './layer.js';

// Layers, and how they are put together.

export type { ActivationLike } from './layers/activation.js';
export { type LinearOptions, type LinearParams, linear } from './layers/linear.js';
export { type MlpOptions, type MlpParams, mlp } from './layers/mlp.js';
export { type Stage, type StageInput, type StageParams, sequential } from './layers/sequential.js';
export { residual } from './layers/residual.js';
export { type LayerNormOptions, type LayerNormParams, layerNorm } from './layers/layer-norm.js';
export { type GroupNormOptions, groupNorm } from './layers/group-norm.js';
export { type EmbeddingOptions, type EmbeddingParams, embedding } from './layers/embedding.js';
export { type FilmInput, type FilmOptions, film } from './layers/film.js';
export { dropout } from './layers/dropout.js';

// Times.

export {
  type RandomFourierEmbeddingOptions,
  type RandomFourierEmbeddingParams,
  randomFourierEmbedding,
  type SinusoidalEmbeddingOptions,
  sinusoidalEmbedding,
} from './layers/time-embedding.js';
export { type TimeInput, type TimeMlpOptions, type TimeMlpParams, timeMlp } from './layers/time-mlp.js';

// Sequences.

export type { RecurrentLayer, SequenceOptions } from './layers/recurrent-layer.js';
export { gru, type RecurrentOptions, type RecurrentParams } from './layers/gru.js';
export { type LstmOptions, type LstmState, lstm } from './layers/lstm.js';

// Parameters before training.

export type { Initialiser, InitialiserOptions } from './initialisers/initialiser.js';
export { heNormal, heUniform } from './initialisers/he.js';
export { glorotNormal, glorotUniform } from './initialisers/glorot.js';
export { type OrthogonalOptions, orthogonal } from './initialisers/orthogonal.js';
export { gaussian } from './initialisers/gaussian.js';
export { constant, ones, zeros } from './initialisers/constant.js';

// Images: convolutions, with channels last.

export { type ConvolutionOptions, conv2d } from './convolution/conv2d.js';
export { convTranspose2d, type TransposedConvolutionOptions } from './convolution/conv-transpose2d.js';
export { convolution } from './convolution/convolution.js';
export { transposedConvolution } from './convolution/transposed-convolution.js';
export type { ConvolutionLayerOptions, ConvolutionParams } from './convolution/window-layer.js';
export { upsampleNearest2d } from './convolution/upsample-nearest2d.js';
export type { Extent, Margin, Padding, WindowOptions } from './convolution/windows.js';

// Attention.

export {
  type AttentionOptions,
  scaledDotProductAttention,
} from './attention/scaled-dot-product-attention.js';
export {
  type AttentionInputs,
  type AttentionLayer,
  type MultiHeadAttentionOptions,
  type MultiHeadAttentionParams,
  multiHeadAttention,
} from './attention/multi-head-attention.js';

// A network for images that depend on time.

export { type UnetInput, type UnetParams, unet } from './unet/unet.js';
export type { UnetOptions } from './unet/unet-options.js';
export type { UnetBlockParams } from './unet/unet-block.js';
export type { ResidualBlockParams } from './unet/residual-block.js';
export type { AttentionBlockParams } from './unet/attention-block.js';

// Saving and loading: parameters, or whatever is a tree of arrays and numbers.

export { type EncodeOptions, encodeSafetensors } from './safetensors/encode-safetensors.js';
export { decodeSafetensors, type Safetensors } from './safetensors/decode-safetensors.js';
export { type Restored, restoreTree } from './safetensors/restore-tree.js';

// Training.

export { fit, type FitOptions, type Fitted, type TrainingProgress } from './training/fit.js';
export { training, type TrainingInfo, type TrainingStep } from './training/training.js';
export type { Resumable, TrainingOptions } from './training/training-options.js';
export type { Checkpoint, TrainingState } from './training/training-state.js';
export { type Minibatches, type MinibatchesOptions, minibatches, type Rows } from './training/minibatches.js';
export { type Average, type Ema, type EmaOptions, ema } from './training/ema.js';
export type { Plain } from './plain.js';

// Optimisers.

export type { Advance, AdvanceOptions, Optimizer, Update } from './optimizers/optimizer.js';
export type { LearningRate } from './optimizers/learning-rate.js';
export { applyUpdates } from './optimizers/apply-updates.js';
export { advance } from './optimizers/advance.js';
export { chain } from './optimizers/chain.js';
export { type SgdOptions, type SgdState, sgd } from './optimizers/sgd.js';
export { type MomentumOptions, type MomentumState, momentum } from './optimizers/momentum.js';
export { type AdamOptions, type AdamState, adam } from './optimizers/adam.js';
export { type AdamwOptions, adamw } from './optimizers/adamw.js';
export { clipByGlobalNorm } from './optimizers/clip-by-global-norm.js';
export { clipByValue } from './optimizers/clip-by-value.js';
export { type WeightDecayOptions, weightDecay } from './optimizers/weight-decay.js';

// Schedules: rates that change during training.

export type { Schedule } from './schedules/schedule.js';
export { constantSchedule } from './schedules/constant-schedule.js';
export type { DecayOptions } from './schedules/decay-options.js';
export { linearSchedule } from './schedules/linear-schedule.js';
export { cosineSchedule } from './schedules/cosine-schedule.js';
export { type ExponentialScheduleOptions, exponentialSchedule } from './schedules/exponential-schedule.js';
export { warmUp } from './schedules/warm-up.js';
