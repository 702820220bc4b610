import { portableLog } from '../portable-math.ts';
import { drawQuantile, logNormalTable, normalQuantileTable } from '../quantile-tables.ts';
import { seededRandom } from '../seeded-random.ts';

export type StationWorld = {
  readonly seed: number;
  readonly startMs: number;
  readonly hours: number;
  /** Work on so many calls at once; the others wait in the order in which they were asked for. */
  readonly servers: number;
  /** Poisson arrivals. */
  readonly arrivalsPerHour: number;
  readonly meanServiceSeconds: number;
  /** `exponential`, or log-normal with so large a standard deviation of the logarithm. */
  readonly service: 'exponential' | { readonly sigma: number };
};

/** Times are UTC epoch milliseconds, not rounded. */
export type StationCall = {
  readonly askedForMs: number;
  readonly begunMs: number;
  readonly endedMs: number;
};

/**
 * The calls of a station with a known number of servers, one queue and known services, in the order in which they are
 * asked for. The load is `arrivalsPerHour / 3600 * meanServiceSeconds`, the utilisation that over `servers`. The same
 * world gives the same calls. It begins empty.
 *
 * @throws {RangeError} naming the option that no world can have
 * @example
 * simulateStation({ seed: 1, startMs, hours: 10, servers: 2, arrivalsPerHour: 60, meanServiceSeconds: 60, service: 'exponential' });
 */
export function simulateStation(world: StationWorld): readonly StationCall[] {
  const { seed, startMs, hours, servers, arrivalsPerHour, meanServiceSeconds, service } = world;
  if (!Number.isSafeInteger(servers) || servers < 1) {
    throw new RangeError(`simulateStation requires an integer servers >= 1, got ${servers}`);
  }
  for (const [name, value] of Object.entries({ hours, arrivalsPerHour, meanServiceSeconds })) {
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`simulateStation requires ${name} above 0, got ${value}`);
  }
  const arrivals = seededRandom(seed, 20);
  const services = seededRandom(seed, 21);
  const factors = service === 'exponential' ? undefined : logNormalTable(service.sigma, normalQuantileTable());
  // The mean of a log-normal factor is above its median; of the table's, which ends somewhere, by what it says itself.
  const meanFactor = factors === undefined ? 1 : factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  const exponential = (uniform: number): number => -portableLog(1 - uniform);
  const freeAtMs = Array.from({ length: servers }, () => startMs);
  const calls: StationCall[] = [];
  const endMs = startMs + hours * 3_600_000;
  for (;;) {
    const previousMs = calls.at(-1)?.askedForMs ?? startMs;
    const askedForMs = previousMs + (exponential(arrivals()) * 3_600_000) / arrivalsPerHour;
    if (askedForMs >= endMs) return calls;
    const draw = services();
    const factor = factors === undefined ? exponential(draw) : drawQuantile(factors, draw) / meanFactor;
    const server = freeAtMs.indexOf(Math.min(...freeAtMs));
    const begunMs = Math.max(askedForMs, freeAtMs[server] ?? askedForMs);
    const endedMs = begunMs + factor * meanServiceSeconds * 1000;
    freeAtMs[server] = endedMs;
    calls.push({ askedForMs, begunMs, endedMs });
  }
}
