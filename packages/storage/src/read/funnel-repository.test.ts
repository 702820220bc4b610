import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { FunnelRepository } from './funnel-repository.ts';
import { dayMs, snapWindow } from './snap-window.ts';

const day = snapWindow({ sinceMs: noonMs, untilMs: noonMs, bucket: 'day' });

function offers(skillName: string, ...sessionIds: readonly string[]): Parameters<typeof aBatch>[0] {
  return { offers: sessionIds.map((sessionId) => ({ skillName, sessionId, offeredAtMs: noonMs })) };
}

test('counts sessions from offered over activated to completed', async () => {
  const { engine, ingest, record } = await openTestLog();
  await ingest.ingest(aBatch(offers('review', 's1', 's2', 's3', 's4')));
  await record(
    aCall({ sessionId: 's1', completed: true }),
    aCall({ sessionId: 's1', completed: false }),
    aCall({ sessionId: 's2', completed: null }),
    aCall({ sessionId: 's3', completed: false }),
  );

  expect(await new FunnelRepository({ engine }).funnel(day)).toEqual([
    { skillName: 'review', offered: 4, activated: 3, completed: 1 },
  ]);
});

test('takes the slash command of the same name for a call of the skill, once per session', async () => {
  const { engine, ingest, record } = await openTestLog();
  await ingest.ingest(aBatch(offers('review', 's1', 's2')));
  await record(
    aCall({ sessionId: 's1' }),
    aCall({ sessionId: 's1', kind: 'slash_command', skillName: '/review' }),
    aCall({ sessionId: 's2', kind: 'slash_command', skillName: '/review' }),
    aCall({ sessionId: 's3', kind: 'tool', skillName: 'review' }),
    aCall({ sessionId: 's3', kind: 'slash_command', skillName: '/clear' }),
  );

  expect(await new FunnelRepository({ engine }).funnel(day)).toEqual([
    { skillName: 'review', offered: 2, activated: 2, completed: 2 },
  ]);
});

test('keeps a name with a plugin prefix apart from the name without', async () => {
  const { engine, ingest, record } = await openTestLog();
  await ingest.ingest(aBatch(offers('tools:review', 's1')));
  await record(aCall({ sessionId: 's1', skillName: 'review' }));

  expect(await new FunnelRepository({ engine }).funnel(day)).toEqual([
    { skillName: 'tools:review', offered: 1, activated: 0, completed: 0 },
    { skillName: 'review', offered: 0, activated: 1, completed: 1 },
  ]);
});

test('leaves out what lies outside of the window and narrows to one skill', async () => {
  const { engine, ingest, record } = await openTestLog();
  await ingest.ingest(aBatch(offers('review', 's1')));
  await ingest.ingest(aBatch(offers('lint', 's1')));
  await ingest.ingest(aBatch({ offers: [{ skillName: 'review', sessionId: 's9', offeredAtMs: noonMs - dayMs }] }));
  await record(aCall({ sessionId: 's1', invokedAtMs: noonMs - dayMs }));

  expect(await new FunnelRepository({ engine }).funnel(day, { skillName: 'review' })).toEqual([
    { skillName: 'review', offered: 1, activated: 0, completed: 0 },
  ]);
});

test('names the skills that were offered and never used, by either name', async () => {
  const { engine, ingest, record } = await openTestLog();
  await ingest.ingest(aBatch(offers('idle', 's1', 's2')));
  await ingest.ingest(aBatch(offers('stale', 's1')));
  await ingest.ingest(aBatch(offers('review', 's1')));
  await ingest.ingest(aBatch(offers('commit', 's1')));
  await record(
    aCall(),
    aCall({ kind: 'slash_command', skillName: '/commit' }),
    aCall({ skillName: 'stale', invokedAtMs: noonMs - dayMs }),
    aCall({ skillName: 'idle', kind: 'tool' }),
  );
  const repository = new FunnelRepository({ engine });

  const idle = await repository.offeredNeverUsed(day);

  expect(idle).toEqual([
    { skillName: 'idle', offered: 2 },
    { skillName: 'stale', offered: 1 },
  ]);
  const funnel = await repository.funnel(day);
  expect(new Set(funnel.filter(({ activated }) => activated === 0).map(({ skillName }) => skillName))).toEqual(
    new Set(idle.map(({ skillName }) => skillName)),
  );
});
