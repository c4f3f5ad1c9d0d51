export { argsort } from './argsort.js';
export { median, quantile } from './quantile.js';
export { searchsorted } from './searchsorted.js';
export { sort } from './sort.js';
