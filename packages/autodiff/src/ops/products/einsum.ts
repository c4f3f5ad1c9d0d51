import { einsum as einsumArrays } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { shapeOf } from '../../core/dense.js';
import { currentExecutor } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addValues } from '../elementwise/add.js';
import { fit } from '../internal/fit.js';
import { packedStride, stridedOf } from '../internal/strided-of.js';
import { broadcastToShape, sumToShape } from '../shape/broadcast-and-sum.js';
import { placed } from '../shape/view.js';

/** Linear in each operand: the cotangent of each is a sum of products of the others with that of the result. */
const summation: Primitive<string> = {
  name: 'einsum',
  evaluate(inputs, subscripts) {
    const operands = inputs.map((input) => (typeof input === 'number' ? input : stridedOf(input)));
    const executor = currentExecutor();
    const { data, shape } =
      executor === undefined
        ? einsumArrays(subscripts, ...operands)
        : einsumArrays(subscripts, ...operands, { executor });
    return { data, shape: [...shape] };
  },
  vjp(cotangent, inputs, _, subscripts, wanted) {
    const { operands, output } = parse(subscripts);
    return inputs.map((input, k) => {
      if (!wanted[k]) return undefined;
      const others = operands.map((labels, j) => ({ labels, value: inputs[j] })).toSpliced(k, 1);
      return fit(pulledBack([{ labels: output, value: cotangent }, ...others], operands[k], input), input);
    });
  },
  jvp: (tangents, inputs, _, subscripts) =>
    tangents
      .flatMap((tangent, k) =>
        tangent === undefined ? [] : [einsumValues(subscripts, inputs.with(k, tangent))],
      )
      .reduce(addValues),
};

export function einsumValues(subscripts: string, operands: readonly Value[]): Value {
  return bind(summation, operands, subscripts);
}

const ellipsis = '...';

/** One letter for each axis, and `...` for those without a name. */
type Labels = readonly string[];

interface Term {
  readonly labels: Labels;
  readonly value: Value;
}

/** What subscripts that have been read before say. */
function parse(text: string): { readonly operands: readonly Labels[]; readonly output: Labels } {
  const [left, right] = text.replace(/\s/g, '').split('->');
  const labelsOf = (list: string): Labels => list.match(/\.{3}|./g) ?? [];
  const operands = left.split(',').map(labelsOf);
  if (right !== undefined) return { operands, output: labelsOf(right) };
  const all = operands.flat();
  const once = all.filter((label) => label !== ellipsis && all.indexOf(label) === all.lastIndexOf(label));
  return { operands, output: [...(all.includes(ellipsis) ? [ellipsis] : []), ...once.toSorted()] };
}

/** The product of the terms, brought to the axes of an operand: its axes without a name first, then the labels that it has, each once. */
function pulledBack(terms: readonly Term[], labels: Labels, operand: Value): Value {
  const shape = shapeOf(plainOf(operand));
  const axes = axesOf(labels, shape);
  const named = axes.filter(({ label }) => label !== ellipsis);
  const unnamed = axes.filter(({ label }) => label === ellipsis);
  const known = new Set(terms.flatMap((term) => term.labels));
  const ordered = [...unnamed, ...named];
  const lengths = (list: readonly Axis[]): number[] => list.map(({ length }) => length);
  // Over labels that it alone has the operand was summed: the same for all their indices.
  const alone = named.filter(({ label }) => !known.has(label));
  const ones = () => ({
    labels: alone.map(({ label }) => label),
    value: broadcastToShape(1, lengths(alone)),
  });
  const factors = alone.length === 0 ? terms : [...terms, ones()];
  const lists = factors.map((factor) => factor.labels.join('')).join(',');
  const target = `${known.has(ellipsis) ? ellipsis : ''}${named.map(({ label }) => label).join('')}`;
  const product = einsumValues(
    `${lists}->${target}`,
    factors.map(({ value }) => value),
  );
  // Without those along which the operand was repeated.
  const layout = { shape: lengths(ordered), stride: ordered.map(({ stride }) => stride), offset: 0 };
  return placed(sumToShape(product, layout.shape), layout, shape);
}

interface Axis {
  readonly label: string;
  readonly length: number;
  /** In the memory of the operand: along the diagonal for a label that it has several times. */
  readonly stride: number;
}

function axesOf(labels: Labels, shape: readonly number[]): Axis[] {
  const count = shape.length - labels.filter((label) => label !== ellipsis).length;
  const each = labels.flatMap((label) =>
    label === ellipsis ? new Array<string>(count).fill(label) : [label],
  );
  const steps = packedStride(shape);
  return each.flatMap((label, axis) => {
    if (label === ellipsis) return [{ label, length: shape[axis], stride: steps[axis] }];
    if (each.indexOf(label) < axis) return [];
    const stride = steps.reduce((total, step, at) => (each[at] === label ? total + step : total), 0);
    return [{ label, length: shape[axis], stride }];
  });
}

/**
 * Einstein's summation: the product of all operands, element by element along axes of one name, summed over the names that the result does
 * not have. `'ij,jk->ik'` is a matrix product; `'ii->i'` a diagonal, `'ij->ji'` a transpose. `...` stands for the axes without a name, which
 * broadcast together. Without `->`, the result has the axes of `...` and then, in alphabetical order, the names that appear once. The
 * derivatives are such sums again.
 *
 * @throws DomainError when the subscripts cannot be read, name something in the result that no operand has, or are of another number of
 * operands.
 * @throws ShapeError when an operand has another number of axes than names, or axes of one name differ in length.
 * @example
 * einsum('ij,kj->ik', [[1, 2], [3, 4]], [[5, 6]]); // → [[17], [39]]
 */
export function einsum<A extends readonly Operand[]>(subscripts: string, ...operands: A): Result<A[number]> {
  return operate<A[number]>('einsum', (...values) => einsumValues(subscripts, values), operands);
}
