import {
  bernoulli,
  beta,
  categorical,
  dirichlet,
  exponential,
  gamma,
  gumbel,
  type KeyLike,
  normal,
  poisson,
  rademacher,
  randint,
  type Sample,
  type Shape,
  uniform,
} from '@monge/random';

/** A draw with its options filled in. */
export type Draw = (key: KeyLike, shape: Shape) => Sample;

/** Every draw that takes a shape, in each of its algorithms and element types; one element of the shape, one draw. */
export const elementwise: Record<string, Draw> = {
  'uniform float64': (key, shape) => uniform(key, shape, { low: -1, high: 3 }),
  'uniform float32': (key, shape) => uniform(key, shape, { low: -1, high: 3, dtype: 'float32' }),
  'normal float64': (key, shape) => normal(key, shape, { mean: 0.5, std: 2 }),
  'normal float32': (key, shape) => normal(key, shape, { mean: 0.5, std: 2, dtype: 'float32' }),
  'exponential float64': (key, shape) => exponential(key, shape, { rate: 3 }),
  'exponential float32': (key, shape) => exponential(key, shape, { rate: 3, dtype: 'float32' }),
  'gumbel float64': (key, shape) => gumbel(key, shape),
  'gumbel float32': (key, shape) => gumbel(key, shape, { dtype: 'float32' }),
  'rademacher float64': (key, shape) => rademacher(key, shape),
  'rademacher float32': (key, shape) => rademacher(key, shape, { dtype: 'float32' }),
  'gamma float64, concentration < 1': (key, shape) => gamma(key, shape, { concentration: 0.3, rate: 2 }),
  'gamma float64': (key, shape) => gamma(key, shape, { concentration: 4.5, rate: 2 }),
  'gamma float32': (key, shape) => gamma(key, shape, { concentration: 4.5, rate: 2, dtype: 'float32' }),
  'beta float64': (key, shape) => beta(key, shape, { alpha: 0.5, beta: 3 }),
  'beta float32': (key, shape) => beta(key, shape, { alpha: 0.5, beta: 3, dtype: 'float32' }),
  bernoulli: (key, shape) => bernoulli(key, shape, { p: 0.3 }),
  'categorical by weights': (key, shape) => categorical(key, shape, { weights: [1, 0, 3, 2] }),
  'categorical by logits': (key, shape) => categorical(key, shape, { logits: [0, -Infinity, 1.5, -3] }),
  'poisson, small rate': (key, shape) => poisson(key, shape, { rate: 3.5 }),
  'poisson, large rate': (key, shape) => poisson(key, shape, { rate: 250 }),
  randint: (key, shape) => randint(key, shape, { low: -10, high: 3 * 2 ** 29 }),
};

/** The same, and the draw that adds an axis. */
export const shaped: Record<string, Draw> = {
  ...elementwise,
  'dirichlet float64': (key, shape) => dirichlet(key, shape, { concentration: [0.5, 2, 1] }),
  'dirichlet float32': (key, shape) =>
    dirichlet(key, shape, { concentration: [0.5, 2, 1], dtype: 'float32' }),
};
