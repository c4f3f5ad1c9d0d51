import { Dual, Forward } from '../forward/forward.js';
import { addValues } from '../ops/elementwise/add.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { Tape } from '../reverse/tape.js';
import type { Dense } from './dense.js';
import type { Value } from './traced.js';

let specimens: unknown;

/**
 * Keeps one of each kind of object that derivatives are made of. V8 forgets the hidden class of objects of which none is left when it collects garbage, and
 * throws away all compiled code that has relied on it: between two gradients that is the whole of this package, and the next ones take several times as long
 * (a chain of 3000 operations 20 ms instead of 3, Node 20).
 */
export function keepSpecimens(): unknown {
  specimens ??= makeSpecimens();
  return specimens;
}

function makeSpecimens(): unknown {
  const dense: Dense = { data: new Float64Array(1), shape: [] };
  const f = (x: Value): Value => addValues(multiplyValues(x, x), x);
  const tape = new Tape('specimens');
  const leaf = tape.leaf(dense);
  const result = f(leaf);
  const dual = f(new Dual(new Forward('specimens'), dense, dense));
  return { tape, leaf, result, dual, cotangents: tape.pull([result], [dense], [leaf]) };
}
