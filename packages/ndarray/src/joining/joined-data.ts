import type { Data, DataOf, DType } from '../dtype.js';
import type { ArrayInput, DataFor } from '../strided.js';

/**
 * The typed array behind several arrays joined to one: theirs if it is the same for all, `Float64Array` (which holds
 * the elements of every type exactly) otherwise; either where the types of the arrays do not tell.
 */
export type JoinedData<A extends ArrayInput> = Joined<DataFor<A>>;

type Joined<D extends Data> = [Same<D>] extends [never] ? D | Float64Array : Same<D>;

/** D if it is one type, and not a union of several. */
type Same<D extends Data> = { [T in DType]: [D] extends [DataOf[T]] ? D : never }[DType];
