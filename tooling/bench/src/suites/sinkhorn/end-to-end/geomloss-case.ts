import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { shaped, squareToNormal } from './clouds.js';
import { ourSolver } from './ours.js';
import { requireSolved } from './require-solved.js';
import { contenderOf } from './solved.js';

const epsilon = 0.05;
/** The temperatures through which GeomLoss descends; about its `scaling=0.9`. */
const temperatures = 20;

/**
 * GeomLoss has no stopping rule, and its error falls only as one over the number of iterations, so the terms are its
 * own: ours is stopped at the error that GeomLoss happens to reach.
 */
export function geomlossCase(n: number): Case {
  return {
    name: `end to end 2-D ${squareToNormal.label} n=${n} eps=${epsilon} to the error of GeomLoss in ${temperatures} steps`,
    unit: milliseconds,
    async prepare({ geomloss }) {
      const clouds = squareToNormal.make(n);
      const annealed = await geomloss?.open('annealed', shaped(clouds), {
        epsilon,
        iterations: temperatures,
      });
      const threshold = annealed?.facts.error ?? 1e-2;
      const ours = contenderOf(ourSolver(clouds, epsilon, threshold), clouds, epsilon);
      requireSolved({ ours, GeomLoss: annealed }, threshold);
      return { ours, peers: { GeomLoss: annealed } };
    },
  };
}
