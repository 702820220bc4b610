import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { RelatedSkillsRepository } from './related-skills-repository.ts';
import { dayMs, snapWindow } from './snap-window.ts';

test.each([
  ['seldom', 1_000],
  ['frequent', 1],
])('counts the sessions that a %s skill shares with others, not their calls', async (_, manySessions) => {
  const { engine, record } = await openTestLog();
  await record(
    ...['s1', 's2', 's3'].map((sessionId) => aCall({ sessionId })),
    ...['s1', 's1', 's2'].map((sessionId) => aCall({ sessionId, skillName: 'lint' })),
    ...['s1', 's4'].map((sessionId) => aCall({ sessionId, skillName: 'deploy' })),
    aCall({ sessionId: 's1', skillName: 'old', invokedAtMs: noonMs - dayMs }),
  );
  const day = snapWindow({ sinceMs: noonMs, untilMs: noonMs, bucket: 'day' });

  const related = await new RelatedSkillsRepository({ engine, manySessions }).relatedSkills(day, {
    skillName: 'review',
    kind: 'skill',
  });

  expect(related).toEqual([
    { skillName: 'lint', kind: 'skill', sharedSessions: 2 },
    { skillName: 'deploy', kind: 'skill', sharedSessions: 1 },
  ]);
});
