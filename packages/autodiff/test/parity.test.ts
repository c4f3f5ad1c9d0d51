import * as autodiff from '@monge/autodiff';
import * as autodiffLinalg from '@monge/autodiff/linalg';
import * as autodiffSorting from '@monge/autodiff/sorting';
import * as autodiffSpecial from '@monge/autodiff/special';
import * as ndarray from '@monge/ndarray';
import * as ndarraySpecial from '@monge/ndarray/special';
import { expect, test } from 'vitest';

const created = 'makes an array of numbers that are no arrays';
const read = 'reads or describes an array, and computes nothing';
const ofNumbers = 'takes a function of numbers, whose derivative is unknown';
const raised = 'is an error';

/** The functions of `@monge/ndarray` that this package does not have, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  AbortedError: raised,
  DomainError: raised,
  DTypeError: raised,
  MongeError: raised,
  ShapeError: raised,
  UnsupportedError: raised,
  arange: created,
  array: created,
  eye: created,
  fromData: created,
  full: created,
  linspace: created,
  ones: created,
  zeros: created,
  asStrided: read,
  broadcastShapes: read,
  contiguous: read,
  copy: 'traced values have no memory that could be shared',
  dtypeOf: read,
  resultDtype: read,
  toNested: 'traced values have no elements to look at',
  map: ofNumbers,
  zip: ofNumbers,
  unique: 'counts values; one that occurs several times has no derivative',
};

function functionsOf(entry: object): string[] {
  return Object.entries(entry).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
}

test('every function of @monge/ndarray is here under its name, or has a reason not to be', () => {
  const missing = functionsOf(ndarray).filter(
    (name) => !(name in autodiff || name in autodiffLinalg || name in autodiffSorting),
  );
  expect(missing.sort()).toEqual(Object.keys(exceptions).sort());
});

test('every function of @monge/ndarray/special is here under its name', () => {
  expect(functionsOf(ndarraySpecial).filter((name) => !(name in autodiffSpecial))).toEqual([]);
});
