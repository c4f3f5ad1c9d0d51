import { autoInitialiser } from './auto-initialiser.js';
import { dualSortInitialiser } from './dual-sort-initialiser.js';
import { entropicGaussianInitialiser } from './entropic-gaussian-initialiser.js';
import { gaussianInitialiser } from './gaussian-initialiser.js';
import { gaussianMixtureInitialiser } from './gaussian-mixture-initialiser.js';
import type { Initialiser } from './initialiser.js';
import { kMeansInitialiser } from './k-means-initialiser.js';
import { staircaseInitialiser } from './staircase-initialiser.js';
import { subsampleInitialiser } from './subsample-initialiser.js';

/** The initialisers that go by a name, with their default options. */
export type InitialiserName =
  | 'zero'
  | 'auto'
  | 'staircase'
  | 'entropicGaussian'
  | 'gaussian'
  | 'gaussianMixture'
  | 'kMeans'
  | 'subsample'
  | 'dualSort';

export const initialisersByName: Readonly<Record<InitialiserName, Initialiser>> = {
  zero: () => ({}),
  auto: autoInitialiser,
  staircase: staircaseInitialiser,
  entropicGaussian: entropicGaussianInitialiser,
  gaussian: gaussianInitialiser,
  gaussianMixture: (problem, options) => gaussianMixtureInitialiser()(problem, options),
  kMeans: (problem, options) => kMeansInitialiser()(problem, options),
  subsample: (problem, options) => subsampleInitialiser()(problem, options),
  dualSort: (problem, options) => dualSortInitialiser()(problem, options),
};
