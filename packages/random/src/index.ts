// Keys.

// Integers.
export { type BernoulliOptions, bernoulli } from './bernoulli.js';
export { type BetaOptions, beta } from './beta.js';
export { type CategoricalOptions, categorical } from './categorical.js';
export { type DirichletOptions, dirichlet } from './dirichlet.js';
export { type ExponentialOptions, exponential } from './exponential.js';
export { foldIn } from './fold-in.js';
export { type GammaOptions, gamma } from './gamma.js';

export { gumbel } from './gumbel.js';
export { type Key, type KeyLike, key } from './key.js';
export { type NormalOptions, normal } from './normal.js';
export { permutation } from './permutation.js';
// What it all rests on.
export { type Block, philox4x32 } from './philox4x32.js';
export { type PoissonOptions, poisson } from './poisson.js';
export { rademacher } from './rademacher.js';
export { type RandintOptions, randint } from './randint.js';
export { RandomError } from './random-error.js';
// What is drawn.
export type { DataOf, DType, FloatDType, FloatOptions, Sample, Shape } from './sample.js';
export { split } from './split.js';
// Real numbers.
export { type UniformOptions, uniform } from './uniform.js';
