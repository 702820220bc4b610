import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { DatabaseStatusRepository } from './database-status-repository.ts';

test('counts what the database holds', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ invokedAtMs: noonMs - 10, userId: 'ada', projectId: 'p1' }),
    aCall({ skillName: 'lint', sessionId: 's2', userId: 'ada' }),
  );

  const status = await new DatabaseStatusRepository({ engine }).status();

  expect(status).toMatchObject({
    events: 2,
    skills: 2,
    sessions: 2,
    projects: 1,
    users: 1,
    quarantinedLines: 0,
    firstEventAtMs: noonMs - 10,
    lastEventAtMs: noonMs,
  });
  expect(status.sizeBytes).toBeGreaterThan(4096);
});

test('has no first and last event while the log is empty', async () => {
  const { engine } = await openTestLog();

  expect(await new DatabaseStatusRepository({ engine }).status()).toMatchObject({
    events: 0,
    firstEventAtMs: null,
    lastEventAtMs: null,
  });
});
