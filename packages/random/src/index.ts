// Keys.

export { foldIn } from './fold-in.js';
export { type Key, type KeyLike, key } from './key.js';
export { split } from './split.js';

// Real numbers.

export { type BetaOptions, beta } from './beta.js';
export { type DirichletOptions, dirichlet } from './dirichlet.js';
export { type ExponentialOptions, exponential } from './exponential.js';
export { type GammaOptions, gamma } from './gamma.js';
export { gumbel } from './gumbel.js';
export { type NormalOptions, normal } from './normal.js';
export { rademacher } from './rademacher.js';
export { type UniformOptions, uniform } from './uniform.js';

// Integers.

export { type BernoulliOptions, bernoulli } from './bernoulli.js';
export { type CategoricalOptions, categorical } from './categorical.js';
export { permutation } from './permutation.js';
export { type PoissonOptions, poisson } from './poisson.js';
export { type RandintOptions, randint } from './randint.js';

// What they return, what they throw, and what they rest on.

export type { DrawExecutor, Draws, ExecutorOptions } from './draws.js';
export { type Block, philox4x32 } from './philox4x32.js';
export { RandomError } from './random-error.js';
export type { DataOf, DType, FloatDType, FloatOptions, Sample, Shape } from './sample.js';
