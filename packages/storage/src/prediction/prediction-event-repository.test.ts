import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import type { EventPage } from './event-page.ts';
import { PredictionEventRepository } from './prediction-event-repository.ts';

const minuteMs = 60_000;
/** Later than any key can be. */
const far = Date.UTC(9_000, 0);

async function pagesOf(pages: AsyncIterable<EventPage>): Promise<readonly EventPage[]> {
  const all: EventPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

test('events come in the order of time whatever the order of storing, over page borders', async () => {
  const { engine, record } = await openTestLog();
  const minutes = [5, 1, 4, 2, 3, 0, 6];
  await record(...minutes.map((minute) => aCall({ invokedAtMs: noonMs + minute * minuteMs })));

  const pages = await pagesOf(new PredictionEventRepository({ engine, eventsPerPage: 3 }).eventsBefore(far));

  expect(pages.map(({ atMs }) => atMs.length)).toEqual([3, 3, 1]);
  expect(pages.flatMap(({ atMs }) => Array.from(atMs))).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((minute) => noonMs + minute * minuteMs),
  );
});

test('only events before the moment come, none when there are none', async () => {
  const { engine, record } = await openTestLog();
  const repository = new PredictionEventRepository({ engine });

  expect(await pagesOf(repository.eventsBefore(noonMs))).toEqual([]);
  await record(aCall({ invokedAtMs: noonMs }), aCall({ invokedAtMs: noonMs - 1 }));

  expect((await pagesOf(repository.eventsBefore(noonMs))).flatMap(({ atMs }) => Array.from(atMs))).toEqual([
    noonMs - 1,
  ]);
});

test('outcomes, durations, phases and people keep what is unknown apart', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ completed: true, durationSeconds: 1.5, userId: 'ada', workflowPhase: 'plan' }),
    aCall({ invokedAtMs: noonMs + 1, completed: false, durationSeconds: 0 }),
    aCall({ invokedAtMs: noonMs + 2, completed: null }),
  );
  const repository = new PredictionEventRepository({ engine });

  const [page] = await pagesOf(repository.eventsBefore(far));

  expect([...(page?.completed ?? [])]).toEqual([1, 0, -1]);
  expect([...(page?.durationSeconds ?? [])]).toEqual([1.5, 0, Number.NaN]);
  expect([...(page?.user ?? [])].map((user) => user > 0)).toEqual([true, false, false]);
  const [phase = 0, ...none] = page?.phase ?? [];
  expect(none).toEqual([0, 0]);
  expect(await repository.phaseNames([phase])).toEqual(new Map([[phase, 'plan']]));
});

test('a duration that no call can have is unknown', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ durationSeconds: 3 }));
  await engine.transaction(async (transaction) => transaction.run('UPDATE skill_event SET duration_seconds = -3'));

  const [page] = await pagesOf(new PredictionEventRepository({ engine }).eventsBefore(far));

  expect([...(page?.durationSeconds ?? [])]).toEqual([Number.NaN]);
});

test('a session begins with what was first seen of it, even when no call was', async () => {
  const { engine, ingest } = await openTestLog();
  const startMs = noonMs - 10 * minuteMs;
  await ingest.ingest(
    aBatch({
      invocations: [aCall({ sessionId: 's9' })],
      sessions: [{ sessionId: 's9', projectId: 'p', firstAtMs: startMs, lastAtMs: noonMs }],
    }),
  );
  const repository = new PredictionEventRepository({ engine });

  const [page] = await pagesOf(repository.eventsBefore(far));
  const ids = await repository.askingIds({ sessionId: 's9' }, noonMs + 1);

  expect([...(page?.sessionStartMs ?? [])]).toEqual([startMs]);
  expect(ids).toEqual({ userId: 0, sessionId: page?.session[0], sessionStartMs: startMs });
});

test('a skill is found by its name, by most calls when two kinds bear it', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ kind: 'tool' }),
    aCall({ invokedAtMs: noonMs + 1 }),
    aCall({ invokedAtMs: noonMs + 2, skillName: 'other' }),
    aCall({ invokedAtMs: noonMs + 3 }),
  );
  const repository = new PredictionEventRepository({ engine });

  const found = await repository.skillNamed('review');
  const [page] = await pagesOf(repository.eventsOfSkill(found?.skillId ?? 0, far));

  expect(found).toMatchObject({ skillName: 'review', kind: 'skill' });
  expect([...(page?.atMs ?? [])]).toEqual([noonMs + 1, noonMs + 3]);
  expect(await repository.skillNamed('review', 'tool')).toMatchObject({ kind: 'tool' });
  expect(await repository.skillNamed('never')).toBeUndefined();
});

test('who asks is found by pseudonym and session; strangers are nobody', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ userId: 'ada', sessionId: 's1' }));
  const repository = new PredictionEventRepository({ engine });

  const ada = await repository.askingIds({ pseudonym: testPseudonym('ada'), sessionId: 's1' }, noonMs + minuteMs);
  const stranger = await repository.askingIds({ pseudonym: 'nobody', sessionId: 'none' }, noonMs);

  expect(ada.userId).toBeGreaterThan(0);
  expect(ada.sessionId).toBeGreaterThan(0);
  expect(ada.sessionStartMs).toBe(noonMs);
  expect(stranger).toEqual({ userId: 0, sessionId: 0, sessionStartMs: Number.NaN });
});

test('outcomes of all skills are counted up to the hour', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall(),
    aCall({ invokedAtMs: noonMs + 1, completed: false }),
    aCall({ invokedAtMs: noonMs + 2, completed: null }),
    aCall({ invokedAtMs: noonMs + 2 * 3_600_000 }),
  );
  const repository = new PredictionEventRepository({ engine });

  expect(await repository.outcomesUntil(noonMs + minuteMs)).toEqual({ completed: 1, known: 2 });
  expect(await repository.outcomesUntil(0)).toEqual({ completed: 0, known: 0 });
});
