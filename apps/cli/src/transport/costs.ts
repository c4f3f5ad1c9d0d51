import { type Cost, cosine, euclidean, greatCircle, pNorm, squaredEuclidean } from '@monge/sinkhorn';
import { InputError } from '../input-error.js';

/** A cost that the command line knows by name. */
export interface NamedCost {
  /** As `--cost` takes it. */
  readonly name: string;
  readonly cost: Cost;
  /** The unit of its values, `1` where they have none. */
  readonly unit: string;
  /** Its definition, for people. */
  readonly formula: string;
}

/** What `--cost` takes, in the words of its help. */
export const costNames = ['great-circle', 'squared-euclidean', 'euclidean', 'cosine', 'p-norm:P'] as const;

/**
 * The cost of a name, for coordinates in degrees or in units of their own.
 *
 * @throws InputError for a name that is none of `costNames`, and for a P below 1.
 */
export function namedCost(name: string, geographic: boolean): NamedCost {
  const unit = geographic ? 'degrees' : 'units';
  switch (name) {
    case 'great-circle':
      return { name, cost: greatCircle(), unit: 'km', formula: 'length of the arc from x to y' };
    case 'squared-euclidean':
      return { name, cost: squaredEuclidean, unit: `${unit}²`, formula: '|x − y|²' };
    case 'euclidean':
      return { name, cost: euclidean, unit, formula: '|x − y|' };
    case 'cosine':
      return { name, cost: cosine, unit: '1', formula: '1 − cos ∠(x, y)' };
    default:
      return powerOfNorm(name, unit);
  }
}

function powerOfNorm(name: string, unit: string): NamedCost {
  const p = Number(/^p-norm:(.+)$/.exec(name)?.[1]);
  if (p >= 1 && Number.isFinite(p)) {
    return { name, cost: pNorm(p), unit: p === 1 ? unit : `${unit}^${p}`, formula: `Σₖ |xₖ − yₖ|^${p}` };
  }
  const expected = name.startsWith('p-norm')
    ? 'p-norm:P with P ≥ 1, such as p-norm:1'
    : `one of ${costNames.join(', ')}`;
  throw new InputError(`--cost: expected ${expected}, got "${name}"`);
}
