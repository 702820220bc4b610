import { simulateFeatureWorld } from '@skills/simulation';
import { expect, test } from 'vitest';
import { eventColumnsOf, Ids } from '../../test/event-columns-of.ts';
import { columnNamed } from './feature-matrix.ts';
import { FeatureHistory } from './feature-history.ts';
import { eventAt } from './event-columns.ts';
import { noPhaseCode, skillFeatureNames, unknownRate } from './skill-features.ts';
import { trainingTable } from './training-table.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);
const world = simulateFeatureWorld({ seed: 5, events: 3_000, days: 20, nowMs });
const known = world.filter(({ invocation }) => invocation.completed !== null);
const phases = new Ids();
const events = eventColumnsOf(
  world.map(({ invocation }) => invocation),
  phases,
);
const everything = { sinceMs: 0, untilMs: nowMs };

test('every feature is what looking through the past of each call gives', () => {
  const { matrix, labels, phases: codes } = trainingTable(events, everything);

  expect(matrix.rows).toBe(known.length);
  for (const name of skillFeatureNames) {
    const column = columnNamed(matrix, name);
    if (name === 'workflowPhaseEncoded') continue;
    const truth = known.map(({ features }) => features[name] ?? unknownRate);
    expect([...column].map((value) => Math.round(value * 1e9))).toEqual(truth.map((value) => Math.round(value * 1e9)));
  }
  const named = [...columnNamed(matrix, 'workflowPhaseEncoded')].map((code) =>
    code === noPhaseCode ? undefined : phases.names[(codes[code - 1] ?? 0) - 1],
  );
  expect(named).toEqual(known.map(({ features }) => features.workflowPhase));
  expect([...labels]).toEqual(known.map(({ invocation }) => Number(invocation.completed)));
});

test('hour and weekday are those of each event, not of the training', () => {
  const { matrix } = trainingTable(events, everything);

  expect(new Set(columnNamed(matrix, 'hourOfDay')).size).toBe(24);
  expect(new Set(columnNamed(matrix, 'dayOfWeek')).size).toBe(7);
});

test('counts and rates differ between the events of one skill', () => {
  const { matrix } = trainingTable(events, everything);
  const first = [...events.skill].filter((_, index) => (events.completed[index] ?? -1) >= 0);
  const ofOneSkill = [...columnNamed(matrix, 'invocationCount24h')].filter((_, row) => first[row] === first[0]);

  expect(new Set(ofOneSkill).size).toBeGreaterThan(10);
});

test('the session of a training row is as old as it was at that call', () => {
  const { matrix } = trainingTable(events, everything);

  // The predecessor took the age of the row, up to 20 days.
  expect(Math.max(...columnNamed(matrix, 'sessionLengthMinutes'))).toBeLessThan(24 * 60);
});

test('a missing phase is a category of its own, apart from the first phase', () => {
  const calls = [undefined, 'plan', undefined, 'build', 'plan'].map((workflowPhase, index) => ({
    callId: `c${index}`,
    source: 'test',
    kind: 'skill' as const,
    skillName: 'review',
    invokedAtMs: nowMs - 10_000 + index,
    completed: true,
    sessionId: 's',
    workflowPhase,
  }));

  const { matrix } = trainingTable(eventColumnsOf(calls), everything);

  expect([...columnNamed(matrix, 'workflowPhaseEncoded')]).toEqual([0, 1, 0, 2, 1]);
});

test('an outcome changes no feature of its own event nor of those before it was known', () => {
  const before = trainingTable(events, everything).matrix;
  const changed = 1_000;
  const completed = events.completed.with(changed, events.completed[changed] === 1 ? 0 : 1);
  const after = trainingTable({ ...events, completed }, everything).matrix;
  const knownAtMs = (events.atMs[changed] ?? 0) + (events.durationSeconds[changed] || 0) * 1000;
  const rowTimes = [...events.atMs].filter((_, index) => (events.completed[index] ?? -1) >= 0);

  const differing = skillFeatureNames.flatMap((name) => {
    const [old, fresh] = [columnNamed(before, name), columnNamed(after, name)];
    return rowTimes.filter((_, row) => old[row] !== fresh[row]);
  });

  expect(differing.length).toBeGreaterThan(0);
  expect(Math.min(...differing)).toBeGreaterThanOrEqual(knownAtMs);
  expect(Math.min(...differing)).toBeGreaterThan(events.atMs[changed] ?? 0);
});

test('serving gives an event the features that training gave it', () => {
  const { matrix } = trainingTable(events, everything);
  const index = 2_500;
  const asked = eventAt(events, index);
  const row = events.completed.subarray(0, index).filter((completed) => completed >= 0).length;
  const history = new FeatureHistory();
  for (let past = 0; past < index; past += 1) {
    const event = eventAt(events, past);
    if (event.skill === asked.skill && event.atMs < asked.atMs) history.observe(event);
  }
  const sessionStartMs = Math.min(...events.atMs.filter((_, past) => events.session[past] === asked.session));

  const point = history.at({ ...asked, sessionStartMs });

  for (const name of skillFeatureNames) {
    if (name === 'workflowPhaseEncoded') continue;
    expect(point[name] ?? unknownRate).toBe(columnNamed(matrix, name)[row]);
  }
});

test('events before the window are history and not rows', () => {
  const sinceMs = nowMs - 5 * 86_400_000;
  const { matrix, labels } = trainingTable(events, { sinceMs, untilMs: nowMs });
  const whole = trainingTable(events, everything);

  expect(labels).toHaveLength(known.filter(({ invocation }) => invocation.invokedAtMs >= sinceMs).length);
  expect(columnNamed(matrix, 'userSkillFamiliarity')).toEqual(
    columnNamed(whole.matrix, 'userSkillFamiliarity').slice(-labels.length),
  );
});

test('bad input is refused by its value', () => {
  const history = new FeatureHistory();
  const event = eventAt(events, 0);
  history.observe(event);

  expect(() => trainingTable(events, { sinceMs: nowMs, untilMs: 0 })).toThrow(`got ${nowMs} to 0`);
  expect(() => history.observe({ ...event, atMs: event.atMs - 1 })).toThrow('in the order of time');
  expect(() => history.observe({ ...event, durationSeconds: -2 })).toThrow('got -2');
  expect(() => history.observe({ ...event, durationSeconds: Infinity })).toThrow('got Infinity');
  expect(() => history.observe({ ...event, atMs: Number.NaN })).toThrow('got NaN');
  expect(() => history.at({ ...event, atMs: Number.NaN })).toThrow('got NaN');
  expect(() => history.at(event)).toThrow('which is not before');
});
