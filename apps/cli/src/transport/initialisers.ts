import type { InitialiserName } from '@monge/sinkhorn';

export type { InitialiserName };

/** What each initialiser starts from, for people. */
export const initialisers: Readonly<Record<InitialiserName, string>> = {
  zero: 'no potentials',
  auto: 'the start that suits the problem best',
  staircase: 'the exact potentials on the line',
  entropicGaussian: 'the entropic potentials of Gaussians',
  gaussian: 'the exact potentials of Gaussians',
  gaussianMixture: 'the potentials of Gaussian mixtures',
  kMeans: 'the potentials of k-means clusters',
  subsample: 'the potentials of some of the points',
  dualSort: 'potentials by sorting and exchanging',
};
