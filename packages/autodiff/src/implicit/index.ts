export { type FixedPointOptions, fixedPoint } from './fixed-point.js';
export { type ImplicitFunction, type ImplicitOptions, implicit } from './implicit.js';
