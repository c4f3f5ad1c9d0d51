export * from './creation/array.js';
export * from './elementwise/arithmetic.js';
export * from './elementwise/exponential.js';
export * from './elementwise/rounding.js';
