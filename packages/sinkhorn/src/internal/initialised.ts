import { DomainError } from '@monge/ndarray';
import { initialisersByName } from '../initialisers/initialiser-by-name.js';
import type { LinearProblem } from '../linear-problem.js';
import type { SolveOptions } from '../solve-options.js';
import { relaxation } from './relaxation.js';
import { potentialOf, type Settings } from './settings.js';

/**
 * The settings with the potentials of the initialiser, for the problem at the ε of the first iteration.
 *
 * @throws {DomainError} when the option is no initialiser, or there is `init` too; {ShapeError} when its potentials do not fit; and as the initialiser.
 */
export function initialised(
  problem: LinearProblem,
  settings: Settings,
  { initialiser, init }: Pick<SolveOptions, 'initialiser' | 'init'>,
): Settings {
  if (initialiser === undefined) return settings;
  const { caller } = settings;
  if (init !== undefined) {
    throw new DomainError(
      `${caller}: expected init (potentials to start from) or initialiser (a function that makes them), got both; leave one out`,
    );
  }
  const known = typeof initialiser !== 'string' || Object.hasOwn(initialisersByName, initialiser);
  const initialise = typeof initialiser === 'string' ? initialisersByName[initialiser] : initialiser;
  if (!known || typeof initialise !== 'function') {
    const names = Object.keys(initialisersByName).map((name) => `'${name}'`);
    throw new DomainError(
      `${caller}: expected initialiser a function, or one of ${names.join(', ')}, got ${String(initialiser)}`,
    );
  }
  const { epsilon, tauA, tauB } = relaxation(problem, settings.levels[0].epsilon);
  const made = initialise({ ...problem, epsilon, tauA, tauB }, { executor: settings.executor });
  refuseUnlessPotentials(made, caller);
  const { f, g } = made;
  const [n, m] = problem.geometry.shape;
  return {
    ...settings,
    f: potentialOf(f, n, 'f of the initialiser', caller),
    g: potentialOf(g, m, 'g of the initialiser', caller),
  };
}

/** A promise has neither potential, and would pass for zero. */
function refuseUnlessPotentials(made: unknown, caller: string): void {
  if (typeof made === 'object' && made !== null && !Array.isArray(made) && !(made instanceof Promise)) return;
  const got = made instanceof Promise ? 'a promise' : Array.isArray(made) ? 'an array' : String(made);
  throw new DomainError(
    `${caller}: expected initialiser to return { f, g } (potentials to start from, either or none), got ${got}; await or name them first`,
  );
}
