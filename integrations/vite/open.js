// Opens the built page in the Chromium that MONGE_CHROMIUM names, and reads the result back.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const server = await preview({ preview: { port: 0 } });
const browser = await chromium.launch({ executablePath: process.env.MONGE_CHROMIUM });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => assert.fail(error));
  await page.goto(server.resolvedUrls.local[0]);
  const cost = Number(await page.locator('output:not(:empty)').textContent({ timeout: 10_000 }));
  const expected = 1 / (1 + Math.exp(10));
  assert.ok(Math.abs(cost - expected) < 1e-9, `cost ${cost}, expected ${expected}`);
} finally {
  await browser.close();
  await server.close();
}
