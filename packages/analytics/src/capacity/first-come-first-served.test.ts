import fc from 'fast-check';
import { simulateStation } from '@skills/simulation';
import { expect, test } from 'vitest';
import { leastServers, serviceStarts } from './first-come-first-served.ts';

const worlds = fc.record({
  seed: fc.integer({ min: 1, max: 10_000 }),
  servers: fc.integer({ min: 1, max: 6 }),
  arrivalsPerHour: fc.integer({ min: 20, max: 400 }),
  sigma: fc.double({ min: 0, max: 1.2, noNaN: true }),
});

test('of calls that were served in order, the moment work on each began is found again', () => {
  fc.assert(
    fc.property(worlds, ({ sigma, ...world }) => {
      const calls = simulateStation({ ...world, startMs: 0, hours: 2, meanServiceSeconds: 60, service: { sigma } });
      const startsMs = Float64Array.from(calls, ({ askedForMs }) => askedForMs);
      const endsMs = Float64Array.from(calls, ({ endedMs }) => endedMs);

      const begun = serviceStarts({ startsMs, endsMs }, world.servers);

      for (const [index, { begunMs }] of calls.entries()) expect(begun[index]).toBeCloseTo(begunMs, 5);
      expect(leastServers({ startsMs, endsMs })).toBeLessThanOrEqual(world.servers);
    }),
    { numRuns: 60 },
  );
});

test('a busy station with calls of different lengths tells how many servers it has', () => {
  const calls = simulateStation({
    seed: 3,
    startMs: 0,
    hours: 24,
    servers: 5,
    arrivalsPerHour: 240,
    meanServiceSeconds: 60,
    service: 'exponential',
  });

  expect(
    leastServers({
      startsMs: Float64Array.from(calls, ({ askedForMs }) => askedForMs),
      endsMs: Float64Array.from(calls, ({ endedMs }) => endedMs),
    }),
  ).toBe(5);
});

test('calls that were asked for together overtake nothing, and neither does one that still runs', () => {
  expect(leastServers({ startsMs: Float64Array.of(0, 0, 0), endsMs: Float64Array.of(9, 3, 6) })).toBe(1);
  expect(leastServers({ startsMs: Float64Array.of(0, 1), endsMs: Float64Array.of(Infinity, Infinity) })).toBe(1);
  expect(leastServers({ startsMs: Float64Array.of(0, 1), endsMs: Float64Array.of(Infinity, 5) })).toBe(2);
  expect(leastServers({ startsMs: new Float64Array(0), endsMs: new Float64Array(0) })).toBe(0);
});

test('one server takes the second call when the first has ended, and the third waits still', () => {
  const calls = { startsMs: Float64Array.of(0, 1, 2), endsMs: Float64Array.of(10, Infinity, Infinity) };

  expect([...serviceStarts(calls, 1)]).toEqual([0, 10, Infinity]);
  expect(() => serviceStarts(calls, 0)).toThrow(RangeError);
});
