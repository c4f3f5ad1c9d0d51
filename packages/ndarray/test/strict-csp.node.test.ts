import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';

/** Runs a program over the package as under a content security policy that forbids code generated from strings. */
async function runStrictly(program: string): Promise<unknown> {
  const bundle = await rolldown({ input: fileURLToPath(new URL('../src/index.ts', import.meta.url)) });
  const { output } = await bundle.generate({ format: 'esm' });
  const url = `data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`;
  const input = `const nd = await import('${url}');\n${program}`;
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module'];
  return JSON.parse(execFileSync(process.execPath, flags, { input, encoding: 'utf8' }));
}

it('works where no code may be generated from strings', async () => {
  const result = await runStrictly(`
    let refused = false;
    try { new Function('return 1')(); } catch { refused = true; }
    const x = nd.transpose(nd.array([[1, 2, 3], [4, 5, 6]]));
    x.set(2, 0, 30);
    const product = nd.toNested(nd.matmul(x, nd.ones([2, 1])));
    console.log(JSON.stringify({ refused, product, dtype: x.dtype, sum: nd.sum(x) }));
  `);
  expect(result).toEqual({ refused: true, product: [[5], [7], [36]], dtype: 'float64', sum: 48 });
});
