import type { FloatData } from '../dtype.js';
import { multiply } from '../elementwise/arithmetic.js';
import type { Executor } from '../executors/executor.js';
import { sizeOf } from '../internal/shape.js';
import { matmul } from '../matmul.js';
import { sum } from '../reductions/sum.js';
import type { Strided } from '../strided.js';
import { reshape } from '../views/reshape.js';
import type { Term } from './terms.js';

/** What multiplies matrices. */
type Gemm = Pick<Executor, 'gemm'>;

/**
 * Multiplies terms together two by two until one is left, and sums over each label as soon as no other term has it:
 * always the pair whose product is smallest compared to its factors, the leftmost of several. The axes of the result
 * are in the order of `output`.
 */
export function contractAll(terms: readonly Term[], output: readonly string[], executor?: Gemm): Term {
  let rest = terms.map((term, k) => sumOver(term, labelsBut(terms, output, k)));
  while (rest.length > 1) {
    const [i, j] = bestPair(rest, output);
    const others = labelsBut(rest, output, i, j);
    const product = contractPair(rest[i], rest[j], others, output, executor);
    rest = [...rest.slice(0, i), product, ...rest.slice(i + 1, j), ...rest.slice(j + 1)];
  }
  return permuted(rest[0], output);
}

/** The labels of the result and of all terms but some. */
function labelsBut(
  terms: readonly Term[],
  output: readonly string[],
  ...left: number[]
): ReadonlySet<string> {
  return new Set([...output, ...terms.flatMap(({ labels }, k) => (left.includes(k) ? [] : labels))]);
}

function bestPair(terms: readonly Term[], output: readonly string[]): [i: number, j: number] {
  let [best, least]: [[number, number], number] = [[0, 1], Infinity];
  for (let i = 0; i < terms.length; i++) {
    for (let j = i + 1; j < terms.length; j++) {
      const growth = growthOf(terms[i], terms[j], labelsBut(terms, output, i, j));
      if (growth < least) [best, least] = [[i, j], growth];
    }
  }
  return best;
}

/** How many elements more than its factors the product has. */
function growthOf(x: Term, y: Term, others: ReadonlySet<string>): number {
  const lengths = new Map([...lengthsOf(x), ...lengthsOf(y)]);
  const kept = [...lengths].filter(([label]) => others.has(label)).map(([, length]) => length);
  return sizeOf(kept) - sizeOf(x.view.shape) - sizeOf(y.view.shape);
}

function lengthsOf({ labels, view }: Term): [string, number][] {
  return labels.map((label, axis) => [label, view.shape[axis]]);
}

/** The term summed over the labels that are not kept. */
function sumOver(term: Term, kept: ReadonlySet<string>): Term {
  const axis = [...term.labels.keys()].filter((at) => !kept.has(term.labels[at]));
  if (axis.length === 0) return term;
  return { labels: term.labels.filter((label) => kept.has(label)), view: sum(term.view, { axis }) };
}

/** Σ x·y over the labels that both have and nobody else: a batch of matrix products, or a product element by element. */
function contractPair(
  x: Term,
  y: Term,
  others: ReadonlySet<string>,
  output: readonly string[],
  executor: Gemm | undefined,
): Term {
  const common = x.labels.filter((label) => y.labels.includes(label));
  const summed = common.filter((label) => !others.has(label));
  if (summed.length === 0) return elementByElement(x, y, output);
  const batch = inOrder(common, others, output);
  const rows = freeLabels(x, common);
  const columns = freeLabels(y, common);
  // The transposed product, where that is how the result is wanted.
  const isTransposed = columns.length > 0 && output.indexOf(rows[0]) > output.indexOf(columns[0]);
  if (isTransposed) return contractPair(y, x, others, output, executor);
  // Strides that allow the larger operand to stay where it is.
  const larger = sizeOf(x.view.shape) >= sizeOf(y.view.shape) ? x : y;
  const along = byStride(larger, summed);
  const a = matrices(x, batch, rows, along);
  const b = matrices(y, batch, along, columns);
  const product = executor === undefined ? matmul(a, b) : matmul(a, b, { executor });
  const labels = [...batch, ...rows, ...columns];
  return { labels, view: reshape(product, lengthsIn(labels, x, y)) };
}

function elementByElement(x: Term, y: Term, output: readonly string[]): Term {
  const all = new Set([...x.labels, ...y.labels]);
  const labels = inOrder([...all], all, output);
  return { labels, view: multiply(stretched(x, labels), stretched(y, labels)) };
}

/** The labels that belong to the set: those of the result first, in its order. */
function inOrder(labels: readonly string[], set: ReadonlySet<string>, output: readonly string[]): string[] {
  const kept = labels.filter((label) => set.has(label));
  const first = output.filter((label) => kept.includes(label));
  return [...first, ...kept.filter((label) => !first.includes(label))];
}

/** What only one of the two has, in the order of memory, in which axes become one without a copy. */
function freeLabels(term: Term, common: readonly string[]): string[] {
  return byStride(
    term,
    term.labels.filter((label) => !common.includes(label)),
  );
}

function byStride({ labels, view }: Term, some: readonly string[]): string[] {
  const step = (label: string) => Math.abs(view.stride[labels.indexOf(label)]);
  return some.toSorted((a, b) => step(b) - step(a));
}

/** A batch of matrices, with several axes made one on either side: a view where strides can express it. */
function matrices(
  term: Term,
  batch: readonly string[],
  rows: readonly string[],
  columns: readonly string[],
): Strided<FloatData> {
  const { view } = permuted(term, [...batch, ...rows, ...columns]);
  const [first, last] = [batch.length, batch.length + rows.length];
  const { shape } = view;
  return reshape(view, [
    ...shape.slice(0, first),
    sizeOf(shape.slice(first, last)),
    sizeOf(shape.slice(last)),
  ]);
}

/** The term with its axes in the given order. */
function permuted({ labels, view }: Term, order: readonly string[]): Term {
  const axes = order.map((label) => labels.indexOf(label));
  const { data, offset } = view;
  const shape = axes.map((axis) => view.shape[axis]);
  const stride = axes.map((axis) => view.stride[axis]);
  return { labels: order, view: { data, shape, stride, offset } };
}

/** The term with an axis for each of the labels, of length 1 where it has none. */
function stretched({ labels, view }: Term, order: readonly string[]): Strided<FloatData> {
  const axes = order.map((label) => labels.indexOf(label));
  const { data, offset } = view;
  const shape = axes.map((axis) => (axis < 0 ? 1 : view.shape[axis]));
  const stride = axes.map((axis) => (axis < 0 ? 0 : view.stride[axis]));
  return { data, shape, stride, offset };
}

function lengthsIn(labels: readonly string[], ...terms: readonly Term[]): number[] {
  const lengths = new Map(terms.flatMap(lengthsOf));
  return labels.map((label) => lengths.get(label)!);
}
