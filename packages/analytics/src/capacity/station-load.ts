import { studentTQuantile } from '../distributions/student-t-distribution.ts';
import type { Interval } from '../inference/interval.ts';
import { concurrencyOf, requireSpans, type CallSpans, type Concurrency, type TimeSpan } from './concurrency.ts';
import { leastServers, serviceStarts } from './first-come-first-served.ts';
import { queueForecast, type QueueForecast } from './queueing.ts';

export type StationOptions = {
  readonly window: TimeSpan;
  /** How many calls can be worked on at once, where it is known; otherwise the fewest that explain what was seen. */
  readonly servers?: number | undefined;
};

export type StationLoad = {
  /** `insufficient-data`: below `leastStationCalls` ended calls; what was counted stands, what is estimated is `null`. */
  readonly kind: 'measured' | 'insufficient-data';
  readonly calls: number;
  readonly servers: number;
  readonly serversFrom: 'given' | 'observed';
  readonly concurrency: Concurrency;
  /** At the end of the window. */
  readonly inService: number;
  readonly queueDepth: number;
  readonly arrivalsPerSecond: number;
  /** Share of the servers' time in the window spent on calls, and its 95 % interval as an estimate of the long run. */
  readonly utilisation: number;
  readonly utilisationInterval: Interval | null;
  readonly meanServiceSeconds: number | null;
  /** Squared coefficients of variation. */
  readonly serviceVariation: number | null;
  readonly arrivalVariation: number | null;
  /** Of the calls that began in the window and have ended: seconds before work on them began, and how many waited. */
  readonly meanWaitSeconds: number | null;
  readonly waitedShare: number | null;
  /** What such arrivals and services make of these servers in the long run. */
  readonly forecast: QueueForecast | null;
};

export const leastStationCalls = 30;
const batches = 20;
// A call that waited for less than the clock can tell did not wait.
const waitedMs = 1;

/**
 * How loaded a station (an agent, a pool of agents) was in a window, from when its calls were asked for and when they
 * ended: concurrency, utilisation, waiting and the queue now, taking calls in the order in which they were asked for.
 * The interval is that of 20 batch means, widened by their lag-1 correlation.
 *
 * @throws {RangeError} when the spans are none (see `concurrencyOf`) or `servers` is not an integer >= 1
 * @see Conway (1963), Management Science 10(1):47-61, for batch means
 */
export function stationLoad(calls: CallSpans, { window, servers: given }: StationOptions): StationLoad {
  requireSpans(calls, window, 'stationLoad');
  const servers = given ?? Math.max(1, leastServers(calls));
  const begun = serviceStarts(calls, servers);
  const services: number[] = [];
  const waits: number[] = [];
  const gaps: number[] = [];
  const work = new Float64Array(batches);
  let [inService, queueDepth, previousMs, count] = [0, 0, Number.NaN, 0];
  for (const [index, startMs] of calls.startsMs.entries()) {
    const endMs = calls.endsMs[index] ?? startMs;
    const begunMs = begun[index] ?? startMs;
    if (endMs > window.untilMs && startMs < window.untilMs) {
      if (begunMs < window.untilMs) inService += 1;
      else queueDepth += 1;
    }
    addWork(work, { sinceMs: begunMs, untilMs: endMs }, window);
    if (startMs < window.sinceMs || startMs >= window.untilMs) continue;
    count += 1;
    if (!Number.isNaN(previousMs)) gaps.push(startMs - previousMs);
    previousMs = startMs;
    if (endMs === Infinity) continue;
    services.push((endMs - begunMs) / 1000);
    waits.push((begunMs - startMs) / 1000);
  }
  const seconds = (window.untilMs - window.sinceMs) / 1000;
  const shares = Array.from(work, (worked) => worked / ((servers * seconds) / batches));
  const arrivalsPerSecond = count / seconds;
  const measured = {
    calls: count,
    servers,
    serversFrom: given === undefined ? ('observed' as const) : ('given' as const),
    concurrency: concurrencyOf(calls, window),
    inService,
    queueDepth,
    arrivalsPerSecond,
    utilisation: Math.min(1, mean(shares)),
  };
  if (services.length < leastStationCalls) return { kind: 'insufficient-data', ...measured, ...notEstimated };
  const meanServiceSeconds = mean(services);
  const [arrivalVariation, serviceVariation] = [squaredVariation(gaps), squaredVariation(services)];
  return {
    kind: 'measured',
    ...measured,
    utilisationInterval: batchInterval(shares),
    meanServiceSeconds,
    serviceVariation,
    arrivalVariation,
    meanWaitSeconds: mean(waits),
    waitedShare: waits.filter((wait) => wait * 1000 >= waitedMs).length / waits.length,
    forecast: queueForecast({ servers, arrivalsPerSecond, meanServiceSeconds, arrivalVariation, serviceVariation }),
  };
}

const notEstimated = {
  utilisationInterval: null,
  meanServiceSeconds: null,
  serviceVariation: null,
  arrivalVariation: null,
  meanWaitSeconds: null,
  waitedShare: null,
  forecast: null,
} as const;

/** Adds the seconds of a span to the equal parts of a window in which they lie. */
function addWork(parts: Float64Array, span: TimeSpan, window: TimeSpan): void {
  const partMs = (window.untilMs - window.sinceMs) / parts.length;
  const fromMs = Math.max(0, span.sinceMs - window.sinceMs);
  const toMs = Math.min(window.untilMs, span.untilMs) - window.sinceMs;
  for (let part = Math.floor(fromMs / partMs); part < parts.length && part * partMs < toMs; part += 1) {
    const overlapMs = Math.min(toMs, (part + 1) * partMs) - Math.max(fromMs, part * partMs);
    parts[part] = (parts[part] ?? 0) + Math.max(0, overlapMs) / 1000;
  }
}

function batchInterval(shares: readonly number[]): Interval {
  const centre = mean(shares);
  const deviations = shares.map((share) => share - centre);
  const squares = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
  const products = deviations.reduce((sum, deviation, index) => sum + deviation * (deviations[index + 1] ?? 0), 0);
  // The estimate of a correlation from few values is too low by about (1 + 4 r) / n.
  const raw = squares === 0 ? 0 : products / squares;
  const correlation = Math.min(0.9, Math.max(0, raw + (1 + 4 * raw) / shares.length));
  const variance = (squares / (shares.length - 1) / shares.length) * ((1 + correlation) / (1 - correlation));
  const reach = studentTQuantile(0.975, shares.length - 1) * Math.sqrt(variance);
  return { lower: Math.max(0, centre - reach), upper: Math.min(1, centre + reach) };
}

function squaredVariation(values: readonly number[]): number {
  const centre = values.length === 0 ? 0 : mean(values);
  if (centre === 0) return 0;
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return squares / Math.max(1, values.length - 1) / centre ** 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
