/**
 * Erlang's C: the chance that a call has to wait when calls arrive at random and `servers` share one queue.
 *
 * @param servers - an integer >= 1
 * @param offeredLoad - arrivals per second times seconds of service, in [0, servers)
 * @throws {RangeError} when an argument is outside its range
 * @see Erlang (1917); Kleinrock, Queueing Systems 1 (1975), section 3.5
 * @example
 * erlangC(10, 8); // 0.4092
 */
export function erlangC(servers: number, offeredLoad: number): number {
  if (!Number.isSafeInteger(servers) || servers < 1) {
    throw new RangeError(`erlangC requires an integer servers >= 1, got ${servers}`);
  }
  if (!(offeredLoad >= 0 && offeredLoad < servers)) {
    throw new RangeError(`erlangC requires an offeredLoad in [0, ${servers}), got ${offeredLoad}`);
  }
  // Erlang's B by its recursion, which neither overflows nor cancels.
  let blocked = 1;
  for (let server = 1; server <= servers; server += 1) {
    blocked = (offeredLoad * blocked) / (server + offeredLoad * blocked);
  }
  return blocked / (1 - (offeredLoad / servers) * (1 - blocked));
}

export type QueueInput = {
  readonly servers: number;
  readonly arrivalsPerSecond: number;
  readonly meanServiceSeconds: number;
  /** Squared coefficients of variation: 1 for arrivals at random and for exponential service, 0 for a steady beat. */
  readonly arrivalVariation: number;
  readonly serviceVariation: number;
};

export type QueueForecast =
  | {
      readonly kind: 'stable';
      readonly utilisation: number;
      /** Chance that a call waits, by Erlang's C. */
      readonly waitProbability: number;
      readonly meanWaitSeconds: number;
      /** Calls that wait, on average. */
      readonly meanQueueLength: number;
    }
  /** More is asked for than the servers can do: the queue grows without end. */
  | { readonly kind: 'overloaded'; readonly utilisation: number };

/**
 * Waiting in a queue of type G/G/c by Allen and Cunneen's approximation, exact for M/M/c and for M/G/1: Erlang's wait
 * times the mean of the two squared coefficients of variation.
 *
 * @throws {RangeError} when an argument is negative or not finite, or `servers` is not an integer >= 1
 * @see Allen, Probability, Statistics and Queueing Theory (1990), section 5.3
 * @example
 * // One server, 0.5 calls a second of exactly a second each.
 * queueForecast({ servers: 1, arrivalsPerSecond: 0.5, meanServiceSeconds: 1, arrivalVariation: 1, serviceVariation: 0 });
 * // { kind: 'stable', utilisation: 0.5, waitProbability: 0.5, meanWaitSeconds: 0.5, meanQueueLength: 0.25 }
 */
export function queueForecast(input: QueueInput): QueueForecast {
  const { servers, arrivalsPerSecond, meanServiceSeconds, arrivalVariation, serviceVariation } = input;
  for (const [name, value] of Object.entries(input)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`queueForecast requires ${name} >= 0, got ${value}`);
  }
  const offeredLoad = arrivalsPerSecond * meanServiceSeconds;
  const utilisation = offeredLoad / servers;
  if (!(utilisation < 1)) return { kind: 'overloaded', utilisation };
  const waitProbability = erlangC(servers, offeredLoad);
  const exponentialWait = (waitProbability * meanServiceSeconds) / (servers - offeredLoad);
  const meanWaitSeconds = (exponentialWait * (arrivalVariation + serviceVariation)) / 2;
  return {
    kind: 'stable',
    utilisation,
    waitProbability,
    meanWaitSeconds,
    meanQueueLength: arrivalsPerSecond * meanWaitSeconds,
  };
}
