import type { Literal } from '../language.js';
import type { Choose, Expression, Rule } from '../rule.js';
import { hasAxis, isWide, type Shape, sizeOf } from '../shapes.js';
import { distinct, positive, small } from '../smooth-domain.js';

type Options = { readonly [option: string]: Literal };

/** Operations that make one number of many, over all axes or some. */
export function reductions(): readonly Rule[] {
  return [
    reduction((options) => (o, x) => o.sum(x, options)),
    reduction((options) => (o, x) => o.mean(x, options)),
    reduction((options) => (o, x) => o.prod(o.add(1, small(o, x)), options)),
    reduction((options) => (o, x) => o.logSumExp(x, options)),
    reduction((options) => (o, x) => o.variance(x, options)),
    reduction((options) => (o, x) => o.norm(positive(o, x), options)),
    // That of one element is 0, where it has a kink.
    reduction(
      (options, shape) => (o, x) => o.std(distinct(o, x, shape), options),
      (shape) => isWide(shape) && isShort(shape),
    ),
    reduction((options, shape) => (o, x) => o.max(distinct(o, x, shape), options), isShort),
    reduction((options, shape) => (o, x) => o.min(distinct(o, x, shape), options), isShort),
    reduction((options, shape) => (o, x) => o.median(distinct(o, x, shape), options), isShort),
  ];
}

/** Operations along one axis that keep its length. */
export function scans(): readonly Rule[] {
  return [
    along((axis) => (o, x) => o.cumsum(x, axis)),
    along((axis) => (o, x) => o.cumprod(o.add(1, small(o, x)), axis)),
    along((axis) => (o, x) => o.softmax(x, axis)),
    along((axis) => (o, x) => o.logSoftmax(x, axis)),
    along((axis, shape) => (o, x) => o.sort(distinct(o, x, shape), axis), isShort),
  ];
}

function reduction(
  write: (options: Options, shape: Shape) => Expression,
  takes: (shape: Shape) => boolean = () => true,
): Rule {
  return { takes, write: (choose, shape) => write(reduceOptions(choose, shape.length), shape) };
}

/** Over all axes, over one, counted from the front or the back, or over two. */
function reduceOptions(choose: Choose, rank: number): Options {
  const kind = choose(4);
  if (kind === 0 || rank === 0) return {};
  const keepDims = choose(2) === 1;
  const first = choose(rank);
  if (kind === 1) return { axis: first, keepDims };
  if (kind === 2) return { axis: first - rank, keepDims };
  return { axis: [...new Set([first, choose(rank)])], keepDims };
}

function along(
  write: (options: Options, shape: Shape) => Expression,
  takes: (shape: Shape) => boolean = () => true,
): Rule {
  return {
    takes: (shape) => hasAxis(shape) && takes(shape),
    write: (choose, shape) => write({ axis: choose(2 * shape.length) - shape.length }, shape),
  };
}

/** Few elements, since those of what keeps them apart grow with their number. */
function isShort(shape: Shape): boolean {
  return sizeOf(shape) <= 8;
}
