import { describe, expect, test } from 'vitest';
import { type ChangeCall, changeCalls } from './change-calls.ts';
import { type ChangeKind, changeKinds, type ChangeWorldOptions, type PlantedChange } from './change-world.ts';
import { expectedCalls, isInBlock, plantChanges } from './plant-changes.ts';

const dayMs = 86_400_000;
const options: ChangeWorldOptions = {
  seed: 1,
  skills: 100,
  days: 90,
  changes: 60,
  standardErrors: [6, 12],
  errorOf: 'before',
  startMs: Date.UTC(2026, 0, 1),
  quietDays: 21,
};

test('plants as many changes of every kind as asked for, each on its own skill, after the quiet days', () => {
  const { changes } = plantChanges(options);

  expect(changes).toHaveLength(60);
  expect(new Set(changes.map(({ skill }) => skill)).size).toBe(60);
  for (const kind of changeKinds) expect(changes.filter((change) => change.kind === kind)).toHaveLength(10);
  for (const { fromMs, toMs, standardErrors } of changes) {
    expect(fromMs).toBeGreaterThanOrEqual(options.startMs + 21 * dayMs);
    expect(toMs).toBeLessThanOrEqual(options.startMs + 90 * dayMs);
    expect(standardErrors).toBeGreaterThanOrEqual(6);
  }
});

test('a drop is as many standard errors as it says', () => {
  const { changes, skills } = plantChanges(options);
  const drop = changes.find(({ kind }) => kind === 'performance_drop');
  const skill = skills[drop?.skill ?? -1];
  if (drop === undefined || skill === undefined) throw new Error('this world has no drop');

  const variance =
    (drop.before * (1 - drop.before)) / expectedCalls(skill, drop.fromMs) + skill.completionRateSpread ** 2;

  expect((drop.before - drop.during) / Math.sqrt(variance)).toBeCloseTo(drop.standardErrors, 6);
});

describe('the calls of a world', () => {
  const world = plantChanges({ ...options, skills: 12, changes: 6, days: 60 });
  const calls = Array.from(changeCalls(world), (call) => ({ ...call }));

  test('are the same for the same seed', () => {
    const [first] = changeCalls(world);

    expect(calls[0]).toEqual(first);
    expect(calls.length).toBeGreaterThan(10_000);
  });

  type Share = (is: (call: ChangeCall) => boolean) => number;

  /** Shares of the calls of a change of one kind, while it lasts and before. */
  function around(kind: ChangeKind): {
    readonly change: PlantedChange;
    readonly during: Share;
    readonly before: Share;
  } {
    const change = world.changes.find((candidate) => candidate.kind === kind);
    if (change === undefined) throw new Error(`this world has no ${kind}`);
    const own = calls.filter(({ skill }) => skill === change.skill);
    const within = own.filter(({ atMs }) => atMs >= change.fromMs && atMs < change.toMs);
    const earlier = own.filter(({ atMs }) => atMs < change.fromMs);
    const shareOf =
      (of: readonly ChangeCall[]): Share =>
      (is) =>
        of.filter(is).length / of.length;
    return { change, during: shareOf(within), before: shareOf(earlier) };
  }

  test.each(['performance_drop', 'performance_spike'] as const)('show a %s while it lasts', (kind) => {
    const { change, during, before } = around(kind);

    expect(Math.abs(during(({ completed }) => completed) - change.during)).toBeLessThan(0.12);
    expect(Math.abs(before(({ completed }) => completed) - change.before)).toBeLessThan(0.05);
  });

  test('have a new error while it lasts, and never before', () => {
    const { change, during, before } = around('new_error');

    expect(during(({ errorType }) => errorType === 'quota_exceeded')).toBeGreaterThan(0.5 * change.during);
    expect(before(({ errorType }) => errorType === 'quota_exceeded')).toBe(0);
  });

  test('move into or out of the block of a shift', () => {
    const { change, during, before } = around('pattern_shift');
    const isInside = ({ atMs }: ChangeCall): boolean => isInBlock(Math.floor(atMs / 3_600_000), change.blockHour);

    expect(Math.sign(during(isInside) - before(isInside))).toBe(Math.sign(change.during - change.before));
  });
});

test('refuses what no world can have', () => {
  expect(() => plantChanges({ ...options, changes: 101 })).toThrow('"changes":101');
  expect(() => plantChanges({ ...options, standardErrors: [6, 5] })).toThrow(RangeError);
  expect(() => plantChanges({ ...options, standardErrors: [5_000, 5_000] })).toThrow('performance_drop');
});
