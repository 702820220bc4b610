import { expect, test } from 'vitest';
import { erlangC, queueForecast } from './queueing.ts';

// Sums of Erlang's own series, a^c/c! c/(c-a) / (sum a^k/k! + a^c/c! c/(c-a)), in exact rational arithmetic (Python
// fractions).
test.each([
  [1, 0.5, 0.5],
  [2, 1, 1 / 3],
  [3, 2.1, 0.49234],
  [10, 8, 0.40918],
  [50, 45, 0.36386],
])('with %i servers and a load of %f a call waits with the chance of the series', (servers, load, expected) => {
  expect(erlangC(servers, load)).toBeCloseTo(expected, 4);
});

test('M/M/1 waits as the textbook says, and steady services halve it', () => {
  const input = { servers: 1, arrivalsPerSecond: 0.8, meanServiceSeconds: 1, arrivalVariation: 1, serviceVariation: 1 };

  // rho / (mu - lambda) = 0.8 / 0.2 seconds, lambda times that in the queue.
  expect(queueForecast(input)).toMatchObject({ kind: 'stable', utilisation: 0.8 });
  const random = queueForecast(input);
  const steady = queueForecast({ ...input, serviceVariation: 0 });
  expect(random.kind === 'stable' && random.meanWaitSeconds).toBeCloseTo(4, 9);
  expect(random.kind === 'stable' && random.meanQueueLength).toBeCloseTo(3.2, 9);
  expect(steady.kind === 'stable' && steady.meanWaitSeconds).toBeCloseTo(2, 9);
});

test('more than the servers can do is overload, not a negative wait', () => {
  const input = { servers: 2, arrivalsPerSecond: 3, meanServiceSeconds: 1, arrivalVariation: 1, serviceVariation: 1 };

  expect(queueForecast(input)).toEqual({ kind: 'overloaded', utilisation: 1.5 });
  expect(() => erlangC(2, 2)).toThrow(RangeError);
  expect(() => erlangC(0, 0)).toThrow(RangeError);
  expect(() => queueForecast({ ...input, meanServiceSeconds: Number.NaN })).toThrow('meanServiceSeconds');
});
