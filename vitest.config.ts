import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { chromiumFlags, chromiumOnly, findChromium, nodeOnly } from './tooling/vitest/chromium.mjs';

const source = fileURLToPath(new URL('packages', import.meta.url));
const executablePath = findChromium();

const testFiles = ['{packages,apps,tooling}/*/test/**/*.test.ts', 'tooling/examples/generated/**/*.test.ts'];

const node: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'node',
    environment: 'node',
    include: testFiles,
    exclude: ['**/node_modules/**', ...chromiumOnly],
  },
};

const chromium = (executable: string): TestProjectConfiguration => ({
  extends: true,
  test: {
    include: testFiles,
    exclude: ['**/node_modules/**', ...nodeOnly],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: executable, args: chromiumFlags } }),
      instances: [{ browser: 'chromium', name: 'chromium' }],
    },
  },
});

// Tests import packages by name and run on their sources, so that nothing has to be built between an edit and a test.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@monge\/([a-z-]+)$/, replacement: `${source}/$1/src/index.ts` },
      { find: /^@monge\/([a-z-]+)\/([a-z-]+)$/, replacement: `${source}/$1/src/$2/index.ts` },
      { find: /^monge$/, replacement: `${source}/monge/src/index.ts` },
      { find: /^monge\/testing$/, replacement: `${source}/monge/src/testing/index.ts` },
    ],
  },
  // Cross-origin isolation, without which a page has no SharedArrayBuffer.
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
  test: {
    // Importing our modules does nothing and they keep no state, so that test files may share them: three times faster.
    isolate: false,
    // Only to end what hangs: a busy machine may take long over the first import of a package.
    testTimeout: 120_000,
    setupFiles: 'tooling/vitest/setup.ts',
    // MONGE_SEED=… draws other cases for the property tests.
    provide: { seed: Number(process.env.MONGE_SEED ?? 1781) },
    projects: executablePath === undefined ? [node] : [node, chromium(executablePath)],
  },
});
