import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';

const printed = execSync('npx monge transport points.csv points.csv --epsilon 0.1 --json', {
  encoding: 'utf8',
});
const { cost, status } = JSON.parse(printed);
const expected = 1 / (1 + Math.exp(10));
assert.ok(Math.abs(cost - expected) < 1e-9, `cost ${cost}, expected ${expected}`);
assert.equal(status, 'converged');
