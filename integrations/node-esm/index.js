import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as autodiff from '@monge/autodiff';
import * as ndarray from '@monge/ndarray';
import { createCpu } from '@monge/ndarray/executors';
import { svdvals } from '@monge/ndarray/linalg';
import { erf } from '@monge/ndarray/special';
import * as nn from '@monge/nn';
import * as random from '@monge/random';
import * as sinkhorn from '@monge/sinkhorn';
import * as monge from 'monge';

const expected = 1 / (1 + Math.exp(10));
const { cost } = sinkhorn.sinkhorn([[0], [1]], [[0], [1]], { epsilon: 0.1 });
assert.ok(Math.abs(cost - expected) < 1e-9, `cost ${cost}, expected ${expected}`);

assert.equal(monge.sinkhorn.sinkhorn, sinkhorn.sinkhorn);
assert.equal(monge.ndarray.DomainError, ndarray.DomainError);
assert.equal(monge.random.key, random.key);
assert.throws(() => sinkhorn.sinkhorn([[0]], [[1]], { epsilon: -1 }), ndarray.DomainError);

const cpu = createCpu();
assert.equal(cpu.name, 'wasm');
assert.equal(ndarray.matmul(ndarray.ones([9, 9]), ndarray.ones([9, 9]), { executor: cpu }).get(8, 8), 9);
assert.equal(svdvals([[-5]]).get(0), 5);
assert.equal(erf(Infinity).get(), 1);

const net = nn.mlp({ inputs: 1, hidden: [8], outputs: 1 });
const fitted = await nn.fit({
  params: net.init(1),
  loss: (params, x) => autodiff.mean(autodiff.square(autodiff.subtract(net.apply(params, x), x))),
  batches: (key) => random.normal(key, [16, 1], { dtype: 'float32' }),
  optimizer: nn.adam({ learningRate: 0.02 }),
  steps: 100,
  key: 2,
});
assert.equal(fitted.status, 'completed');
assert.ok(fitted.losses.get(99) < 0.1 * fitted.losses.get(0));

const readJson = (url) => JSON.parse(readFileSync(new URL(url), 'utf8'));
const { dependencies } = readJson(new URL('package.json', import.meta.url));
const ours = Object.keys(dependencies).filter((name) => name === 'monge' || name.startsWith('@monge/'));
for (const name of ours) {
  const manifest = import.meta.resolve(`${name}/package.json`);
  const subpaths = Object.keys(readJson(manifest).exports).filter((subpath) => subpath !== './package.json');
  for (const subpath of subpaths) {
    const entry = name + subpath.slice(1);
    assert.ok(Object.keys(await import(entry)).length > 0, `${entry} exports nothing`);
  }
}
