import { portableExp, portableLog } from './portable-math.ts';

const tableSize = 1024;
const integrationStep = 1 / 4096;

/**
 * Middle quantiles of the standard normal distribution: entry `i` is its quantile at (i + 0.5) / 1024, within 1e-6.
 * A uniform draw picks an entry, which is much faster than computing the quantile and loses only the tails beyond
 * 3.3 standard deviations.
 */
export function normalQuantileTable(): Float64Array {
  const table = new Float64Array(tableSize);
  const density = 1 / Math.sqrt(2 * Math.PI);
  let mass = 0.5;
  let z = 0;
  for (let index = tableSize / 2; index < tableSize; index += 1) {
    const target = (index + 0.5) / tableSize;
    let slope = density * portableExp(-z * z * 0.5);
    while (mass < target) {
      z += integrationStep / 2;
      slope = density * portableExp(-z * z * 0.5);
      z += integrationStep / 2;
      mass += slope * integrationStep;
    }
    const quantile = z - (mass - target) / slope;
    table[index] = quantile;
    table[tableSize - 1 - index] = -quantile;
  }
  return table;
}

/** Factors around 1 (their median) of a log-normal quantity with the given sigma of its logarithm. */
export function logNormalTable(sigma: number, normalQuantiles: Float64Array): Float64Array {
  return normalQuantiles.map((z) => portableExp(sigma * z));
}

/** Middle quantiles of the exponential distribution with the given mean. */
export function exponentialTable(mean: number): Float64Array {
  return Float64Array.from({ length: tableSize }, (_, index) => -mean * portableLog(1 - (index + 0.5) / tableSize));
}

/** The entry of a table that a uniform draw picks. */
export function drawQuantile(table: Float64Array, uniform: number): number {
  return table[Math.floor(uniform * table.length)] ?? 0;
}
