import assert from 'node:assert/strict';
import * as ndarray from '@monge/ndarray';
import * as ndarrayTesting from '@monge/ndarray/testing';
import * as random from '@monge/random';
import * as randomTesting from '@monge/random/testing';
import * as sinkhorn from '@monge/sinkhorn';
import * as sinkhornTesting from '@monge/sinkhorn/testing';
import * as monge from 'monge';
import * as testing from 'monge/testing';

const expected = 1 / (1 + Math.exp(10));
const { cost } = sinkhorn.sinkhorn([[0], [1]], [[0], [1]], { epsilon: 0.1 });
assert.ok(Math.abs(cost - expected) < 1e-9, `cost ${cost}, expected ${expected}`);

assert.equal(monge.sinkhorn.sinkhorn, sinkhorn.sinkhorn);
assert.equal(monge.ndarray.DomainError, ndarray.DomainError);
assert.equal(monge.random.key, random.key);
assert.throws(() => sinkhorn.sinkhorn([[0]], [[1]], { epsilon: -1 }), ndarray.DomainError);

for (const entry of [ndarrayTesting, randomTesting, sinkhornTesting, testing]) {
  assert.ok(Object.keys(entry).length > 0);
}
