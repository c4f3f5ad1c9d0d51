export type { Tree } from '../core/tree.js';
export { mapLeaves, type WithLeaves } from './map-leaves.js';
export { type NamedLeaf, namedLeaves } from './named-leaves.js';
