import { type PadOptions, type PadWidth, pad as padArray } from '@monge/ndarray';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addValues } from '../elementwise/add.js';
import { elementsAt, positions } from '../internal/positions.js';
import { packedStride } from '../internal/strided-of.js';
import { pickedAt } from './pick-at.js';
import { placed } from './view.js';

type Widths = number | PadWidth | readonly PadWidth[];

/**
 * An array with margins: as wide as one number says on all sides, as wide as a pair says on every axis, or with a pair for each axis. In them
 * stands one `value` (mode `'constant'`, the default: 0), the nearest element (`'edge'`), or the elements mirrored at the first and at the last
 * one (`'reflect'`).
 *
 * @throws ShapeError unless there is a pair for each axis, or when an empty axis has nothing to repeat.
 * @throws DomainError when a width is not an integer ≥ 0.
 * @example
 * pad([1, 2, 3], [2, 1], { mode: 'reflect' }); // → [3, 2, 1, 2, 3, 2]
 */
export function pad<A extends Operand>(x: A, widths: Widths, options: PadOptions = {}): Result<A> {
  return operate('pad', (value) => padded(value, widths, options), [x]);
}

function padded(x: Value, widths: Widths, { mode = 'constant', value = 0 }: PadOptions): Value {
  const plain = denseOf(plainOf(x));
  const { shape } = plain;
  const moved = padArray(positions(shape), widths, { mode, value: MARGIN });
  if (mode !== 'constant') return pickedAt(x, elementsAt(moved));
  const target = [...moved.shape];
  const layout = { shape, stride: packedStride(target), offset: moved.data.indexOf(0) };
  const inside = placed(x, layout, target);
  if (value === 0) return inside;
  const data = currentMemory().allocate(dtypeOfDense(plain), moved.data.length);
  for (let i = 0; i < data.length; i++) data[i] = moved.data[i] === MARGIN ? value : 0;
  return addValues(inside, { data, shape: target });
}

/** What stands in the margins instead of the number of an element. */
const MARGIN = -1;
