/**
 * The ports in memory, for tests: the same promises as a server's, on a clock that a test can turn, and a wrapper
 * that breaks them the way networks do, by a seed.
 *
 * Nothing here survives the process, and nothing the product runs on imports it.
 */
export { createMemoryCluster, type MemoryCluster, type MemoryClusterOptions } from './cluster.js';
export { type FaultRates, makeFaulty, PassingFault } from './faulty.js';
export { type Random, seededRandom } from './seeded-random.js';
