import { expect, test } from 'vitest';
import type { HistoryEvent } from './event-columns.ts';
import { FeatureHistory } from './feature-history.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A Tuesday. */
const noonMs = Date.UTC(2026, 1, 10, 12);

function call(fields: Partial<HistoryEvent>): HistoryEvent {
  return {
    atMs: noonMs,
    skill: 1,
    session: 1,
    user: 0,
    phase: 0,
    completed: 1,
    durationSeconds: 0,
    sessionStartMs: Number.NaN,
    ...fields,
  };
}

function historyOf(...events: readonly HistoryEvent[]): FeatureHistory {
  const history = new FeatureHistory();
  for (const event of events) history.observe(event);
  return history;
}

test('an outcome counts from the moment it was known, not before', () => {
  const running = call({ atMs: noonMs, durationSeconds: 600 });

  const during = historyOf(running).at(call({ atMs: noonMs + 599_999 }));
  const after = historyOf(running).at(call({ atMs: noonMs + 600_000 }));

  expect(during).toMatchObject({ invocationCount24h: 1, averageCompletionRate24h: undefined, userSkillFamiliarity: 0 });
  expect(after).toMatchObject({ invocationCount24h: 1, averageCompletionRate24h: 1, userSkillFamiliarity: 1 });
});

test('a call without a duration is known at once, one without an outcome never', () => {
  const history = historyOf(
    call({ durationSeconds: Number.NaN }),
    call({ completed: -1, durationSeconds: Number.NaN }),
  );

  expect(history.at(call({ atMs: noonMs + 1 }))).toMatchObject({
    invocationCount24h: 2,
    skillKnown: 1,
    skillCompleted: 1,
  });
});

test('a call leaves the 24 hours exactly one day later, and its late outcome no longer counts in them', () => {
  const calls = [call({ completed: 0 }), call({ atMs: noonMs + minuteMs, durationSeconds: 2 * 86_400 })];

  const atTheEdge = historyOf(...calls).at(call({ atMs: noonMs + dayMs }));
  const beyond = historyOf(...calls).at(call({ atMs: noonMs + dayMs + 1 }));
  const muchLater = historyOf(...calls).at(call({ atMs: noonMs + 3 * dayMs }));

  expect(atTheEdge).toMatchObject({ invocationCount24h: 2, averageCompletionRate24h: 0 });
  expect(beyond).toMatchObject({ invocationCount24h: 1, averageCompletionRate24h: undefined });
  expect(muchLater).toMatchObject({ invocationCount24h: 0, averageCompletionRate24h: undefined, skillKnown: 2 });
});

test('no outcome known is not the same as all failed', () => {
  const failed = historyOf(call({ completed: 0 })).at(call({ atMs: noonMs + 1 }));
  const unknown = historyOf(call({ completed: -1 })).at(call({ atMs: noonMs + 1 }));

  expect([failed.averageCompletionRate24h, unknown.averageCompletionRate24h]).toEqual([0, undefined]);
});

test('familiarity is of the user over sessions, and of the session when there is no user', () => {
  const history = historyOf(
    call({ user: 7, session: 1 }),
    call({ user: 7, session: 2 }),
    call({ user: 8, session: 3 }),
    call({ session: 7 }),
    call({ user: 7, skill: 2 }),
    call({ user: 7, completed: 0 }),
  );
  const asked = call({ atMs: noonMs + 1 });

  expect(history.at({ ...asked, user: 7, session: 99 }).userSkillFamiliarity).toBe(2);
  expect(history.at({ ...asked, user: 0, session: 7 }).userSkillFamiliarity).toBe(1);
  expect(history.at({ ...asked, user: 0, session: 8 }).userSkillFamiliarity).toBe(0);
});

test('a session is as old as its first event, or as its own record says', () => {
  const history = historyOf(call({ session: 5, skill: 2 }));
  const asked = call({ atMs: noonMs + 30 * minuteMs, session: 5 });

  expect(history.at(asked).sessionLengthMinutes).toBe(30);
  expect(history.at({ ...asked, sessionStartMs: noonMs - 10 * minuteMs }).sessionLengthMinutes).toBe(40);
  expect(history.at({ ...asked, session: 6 }).sessionLengthMinutes).toBe(0);
  expect(history.at({ ...asked, session: 6, sessionStartMs: asked.atMs + 1 }).sessionLengthMinutes).toBe(0);
});

test('hour and weekday are UTC, the week begins on Monday', () => {
  const history = new FeatureHistory();

  expect(history.at(call({ atMs: noonMs + minuteMs }))).toMatchObject({ hourOfDay: 12, dayOfWeek: 1 });
  expect(history.at(call({ atMs: Date.UTC(2026, 1, 15, 23, 59) }))).toMatchObject({ hourOfDay: 23, dayOfWeek: 6 });
});
