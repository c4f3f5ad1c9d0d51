import { asStrided } from '../as-strided.js';
import type { FloatData } from '../dtype.js';
import type { Output } from '../elementwise/operation.js';
import { DomainError } from '../errors.js';
import type { Executor } from '../executors/executor.js';
import { assign } from '../internal/assign.js';
import { checkOut } from '../internal/elementwise.js';
import { make } from '../internal/make.js';
import { overlaps } from '../internal/overlap.js';
import { isPacked } from '../internal/shape.js';
import { withDtype } from '../internal/with-dtype.js';
import type { NdArray } from '../nd-array.js';
import { type ResultData, resultDtype } from '../result-dtype.js';
import type { Operand, Strided } from '../strided.js';
import { copy } from '../views/copy.js';
import { contractAll } from './contract.js';
import { parseSubscripts } from './subscripts.js';
import { termsOf } from './terms.js';

/** Options of {@link einsum}. */
export interface EinsumOptions<O extends Strided = Strided<FloatData>> extends Partial<Output<O>> {
  /** What multiplies the matrices. Default: plain loops, with the sums in float64. */
  readonly executor?: Pick<Executor, 'gemm'>;
}

/**
 * Einstein's summation: the product of all operands, element by element along axes of one name, summed over the names
 * that the result does not have. `'ij,jk->ik'` is a matrix product; `'bij,bjk->bik'` a batch of them; `'ii->i'` a diagonal,
 * and `'ii'` a trace; `'i,j->ij'` an outer product; `'ij->ji'` a transpose. `...` stands for the axes without a name,
 * which broadcast together. Without `->`, the result has the axes of `...` and then, in alphabetical order, the names that
 * appear once. Axes of one name have one length: they do not broadcast.
 *
 * Two operands that share a summed name are multiplied by {@link matmul}, with no copy where strides allow it.
 * Three or more are multiplied two by two: each time the pair whose product is smallest compared to its two factors, the leftmost of
 * several. That is a greedy order, not always the cheapest. The element type is that of {@link resultDtype}; float32
 * rounds each intermediate result. The result is packed in C order, or it is `out`, which may overlap with the operands.
 *
 * @throws DomainError when the subscripts cannot be read, name something in the result that no operand has, or are of another
 * number of operands.
 * @throws ShapeError when an operand has another number of axes than names, or axes of one name differ in length.
 * @example
 * einsum('ij,kj->ik', [[1, 2], [3, 4]], [[5, 6]]); // → [[17], [39]]
 * einsum('ii', [[1, 2], [3, 4]]).get(); // → 5
 * einsum('...i->...', [[1, 2], [3, 4]]); // → [3, 7]
 */
export function einsum<A extends readonly Operand[]>(
  subscripts: string,
  ...operands: A
): NdArray<ResultData<A[number]>>;
export function einsum<O extends Strided<FloatData>>(
  subscripts: string,
  ...operandsAndOptions: [...Operand[], EinsumOptions<O> & Output<O>]
): O;
export function einsum<A extends readonly Operand[]>(
  subscripts: string,
  ...operandsAndOptions: [...A, EinsumOptions]
): NdArray<ResultData<A[number]>>;
export function einsum(text: string, ...given: readonly (Operand | EinsumOptions)[]): Strided {
  const last = given.at(-1);
  const { executor, out }: EinsumOptions = isOptions(last) ? last : {};
  const inputs = given.filter((input, k) => !(k === given.length - 1 && isOptions(input))) as Operand[];
  const subscripts = parseSubscripts(text, caller);
  if (inputs.length !== subscripts.operands.length) {
    throw new DomainError(
      `${caller}: expected ${subscripts.operands.length} operands (the subscripts are '${text}'), got ${inputs.length}`,
    );
  }
  const dtype = resultDtype(...inputs);
  const views = inputs.map((input, k) => {
    const name = `operand ${k}`;
    return withDtype(asStrided(input, name, caller), dtype, name, caller);
  });
  const { terms, output } = termsOf(subscripts, views, caller);
  const { view } = contractAll(terms, output, executor);
  if (out === undefined) return ownAndPacked(view, views) ? make(view.data, view.shape) : copy(view);
  checkOut(out, view.shape, dtype, caller);
  assign(view.shape, overlaps(view, out) ? copy(view) : view, out);
  return out;
}

const caller = 'ndarray.einsum';

function isOptions(input: Operand | EinsumOptions | undefined): input is EinsumOptions {
  if (typeof input !== 'object' || input === null) return false;
  return !Array.isArray(input) && !ArrayBuffer.isView(input) && !('data' in input);
}

function ownAndPacked({ data, shape, stride }: Strided, operands: readonly Strided[]): boolean {
  return isPacked(shape, stride) && operands.every((operand) => operand.data !== data);
}
