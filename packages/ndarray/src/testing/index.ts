export { allClose, assertAllClose, type Tolerance } from './close.js';
export { type FloatsConstraints, floats } from './floats.js';
export { layouts, type NamedLayout } from './layouts.js';
export { maxUlp } from './max-ulp.js';
export { type ShapesConstraints, shapes } from './shapes.js';
export { type StridedArraysConstraints, stridedArrays } from './strided-arrays.js';
