const assert = require('node:assert/strict');
const { uniform } = require('@monge/random');
const { sinkhorn } = require('@monge/sinkhorn');

const expected = 1 / (1 + Math.exp(10));
const { cost } = sinkhorn([[0], [1]], [[0], [1]], { epsilon: 0.1 });
assert.ok(Math.abs(cost - expected) < 1e-9, `cost ${cost}, expected ${expected}`);

assert.deepEqual(uniform(7, [3]).data, uniform(7, [3]).data);

// Node warns of `require` of an ES module only outside node_modules; a warning here would reach every user's terminal.
process.on('warning', (warning) => assert.fail(warning));
