import type { FloatData } from '../dtype.js';
import { DomainError, ShapeError } from '../errors.js';
import { format } from '../internal/shape.js';
import type { Strided } from '../strided.js';
import { ellipsis, type Subscripts } from './subscripts.js';

/** An array whose axes have names, each a different one. */
export interface Term {
  readonly labels: readonly string[];
  readonly view: Strided<FloatData>;
}

/** The operands of an einsum as terms, and the labels of its result. */
export interface Terms {
  readonly terms: readonly Term[];
  readonly output: readonly string[];
}

/**
 * Gives the axes of the operands their labels: a repeated label becomes one axis along the diagonal, and the axes of
 * the ellipsis get names of their own, counted from the last one. Those of length 1 that are to be stretched are left out.
 *
 * @throws ShapeError when an operand has another number of axes, or lengths differ.
 */
export function termsOf(subscripts: Subscripts, views: readonly Strided<FloatData>[], caller: string): Terms {
  const named = views.map((view, k) => axisLabels(subscripts.operands[k], view.shape, k, caller));
  const lengths = lengthsOf(named, views, caller);
  const stretched = [...lengths.keys()].filter((label) => label.startsWith(ellipsis));
  const depth = stretched.length;
  const output = subscripts.output.flatMap((label) => (label === ellipsis ? ellipsisLabels(depth) : [label]));
  if (depth > 0 && !subscripts.output.includes(ellipsis)) {
    throw new DomainError(
      `${caller}: expected the output of '${subscripts.text}' to have the ... of the operands, got none; sum over named labels instead`,
    );
  }
  return { terms: views.map((view, k) => diagonal(view, named[k], lengths)), output };
}

function ellipsisLabels(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${ellipsis}${count - 1 - at}`);
}

function axisLabels(
  labels: readonly string[],
  shape: readonly number[],
  operand: number,
  caller: string,
): string[] {
  const open = labels.includes(ellipsis);
  const covered = shape.length - (labels.length - (open ? 1 : 0));
  if (covered < 0 || (covered > 0 && !open)) {
    throw new ShapeError(
      `${caller}: expected operand ${operand} to have ${open ? 'at least ' : ''}${shape.length - covered} axes (its subscripts are '${labels.join('')}'), got shape ${format(shape)}`,
    );
  }
  return labels.flatMap((label) => (label === ellipsis ? ellipsisLabels(covered) : [label]));
}

/** The length of each label's axes; where those of an ellipsis differ, the one that is not 1. */
function lengthsOf(
  named: readonly (readonly string[])[],
  views: readonly Strided[],
  caller: string,
): ReadonlyMap<string, number> {
  const first = new Map<string, { readonly length: number; readonly place: string }>();
  views.forEach(({ shape }, operand) => {
    named[operand].forEach((label, axis) => {
      const length = shape[axis];
      const place = `axis ${axis} of operand ${operand}`;
      const before = first.get(label);
      const stretches = label.startsWith(ellipsis);
      if (before === undefined || (stretches && before.length === 1)) first.set(label, { length, place });
      else if (length !== before.length && !(stretches && length === 1)) {
        throw new ShapeError(
          `${caller}: expected the axes of ${stretches ? 'an ellipsis to broadcast' : `'${label}' to have one length`}, got ${before.length} (${before.place}) and ${length} (${place})`,
        );
      }
    });
  });
  return new Map([...first].map(([label, { length }]) => [label, length]));
}

function diagonal(
  view: Strided<FloatData>,
  named: readonly string[],
  lengths: ReadonlyMap<string, number>,
): Term {
  const labels = [...new Set(named)].filter(
    (label) => view.shape[named.indexOf(label)] === lengths.get(label),
  );
  const stride = labels.map((label) =>
    named.reduce((step, other, axis) => (other === label ? step + view.stride[axis] : step), 0),
  );
  const shape = labels.map((label) => view.shape[named.indexOf(label)]);
  return { labels, view: { data: view.data, shape, stride, offset: view.offset } };
}
