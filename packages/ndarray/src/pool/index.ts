// The executor with threads of its own.

export { createPool, type Pool, type PoolOptions } from './create-pool.js';
export { runPoolWorker } from './run-pool-worker.js';
