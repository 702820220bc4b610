import { expect, test } from 'vitest';
import { simulateStation, type StationWorld } from './simulate-station.ts';

const world: StationWorld = {
  seed: 1,
  startMs: 1_000,
  hours: 400,
  servers: 2,
  arrivalsPerHour: 90,
  meanServiceSeconds: 60,
  service: { sigma: 0.8 },
};

test('arrivals and services are what the world says, within what chance leaves', () => {
  const calls = simulateStation(world);
  const serviceSeconds = calls.reduce((sum, { begunMs, endedMs }) => sum + (endedMs - begunMs) / 1000, 0);

  expect(calls.length / world.hours).toBeGreaterThan(86);
  expect(calls.length / world.hours).toBeLessThan(94);
  expect(serviceSeconds / calls.length).toBeGreaterThan(58);
  expect(serviceSeconds / calls.length).toBeLessThan(62);
});

test('never more calls are in work than there are servers, and none waits while one is free', () => {
  const calls = simulateStation({ ...world, hours: 20 });

  const othersOf = calls.map(
    ({ begunMs }) => calls.filter((other) => other.begunMs < begunMs && other.endedMs > begunMs).length,
  );
  const waited = othersOf.filter((_, index) => (calls[index]?.begunMs ?? 0) > (calls[index]?.askedForMs ?? 0));

  expect(Math.max(...othersOf)).toBe(world.servers - 1);
  expect(waited.length).toBeGreaterThan(100);
  expect(Math.min(...waited)).toBe(world.servers - 1);
});

test('a seed names one world', () => {
  expect(simulateStation({ ...world, hours: 3 })).toEqual(simulateStation({ ...world, hours: 3 }));
  expect(simulateStation({ ...world, hours: 3, seed: 2 })).not.toEqual(simulateStation({ ...world, hours: 3 }));
});

test.each([
  [{ servers: 0 }, 'servers'],
  [{ hours: 0 }, 'hours'],
  [{ arrivalsPerHour: Number.NaN }, 'arrivalsPerHour'],
])('no world has %j', (options, named) => {
  expect(() => simulateStation({ ...world, ...options })).toThrow(named);
});
