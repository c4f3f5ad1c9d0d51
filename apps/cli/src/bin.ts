#!/usr/bin/env node
import { main } from './main.js';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

// A reader that leaves early, such as `head`, is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
});
