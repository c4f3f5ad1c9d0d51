// Solves the streamed problem of so many points, in a process of its own, and prints by how many MB its memory rose at most.
import { createPool } from '@monge/ndarray/pool';
import { solveStreamed, spaceClouds, THREADS } from './streamed.js';

const clouds = spaceClouds(Number(process.argv[2]));
const before = process.memoryUsage.rss();
const pool = await createPool({ threads: THREADS });
solveStreamed(clouds, pool);
pool.release();
console.log(process.resourceUsage().maxRSS / 1e3 - before / 1e6);
