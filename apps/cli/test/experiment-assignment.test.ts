import { experimentListResultSchema } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { aConfig as config, openExperiments, users } from './open-experiments.ts';

// Each of these would have found a defect of the predecessor's framework.

const outcome = { skillName: 'review', completed: true };

describe('assignment', () => {
  test('a user stays in the group of the first time, with the row and the time of it', async () => {
    const { engine, framework, travel } = await openExperiments();
    const testId = await framework.createTest(config);

    const first = await framework.assignUserToGroup(testId, 'ada');
    const rows = await engine.all('SELECT * FROM ab_test_assignments');
    travel(3);
    const second = await framework.assignUserToGroup(testId, 'ada');

    expect(second).toBe(first);
    expect(await engine.all('SELECT * FROM ab_test_assignments')).toEqual(rows);
  });

  test('the ratio of the configuration is the share of control', async () => {
    const { framework } = await openExperiments();
    const testId = await framework.createTest({ ...config, assignmentRatio: 0.8 });

    const { assignments } = await framework.assignUsers(testId, users(2000));

    const control = assignments.filter(({ group }) => group === 'control').length;
    // Four standard errors of a share of 0.8 among 2,000.
    expect(Math.abs(control / 2000 - 0.8)).toBeLessThan(0.036);
  });

  test('the second argument of createTest outweighs the configuration', async () => {
    const { framework } = await openExperiments();
    const testId = await framework.createTest({ ...config, assignmentRatio: 0.8 }, 0.2);

    expect((await framework.getTestStatus(testId)).assignmentRatio).toBe(0.2);
  });

  test('a change of the ratio moves nobody who is assigned', async () => {
    const { framework, travel } = await openExperiments();
    const testId = await framework.createTest(config);
    const before = await framework.assignUsers(testId, users(300));
    travel(1);

    await framework.changeRatio(testId, 0.95);
    const after = await framework.assignUsers(testId, users(300));
    const late = await framework.assignUsers(testId, users(900).slice(300));

    expect(after.assignments.map(({ group }) => group)).toEqual(before.assignments.map(({ group }) => group));
    expect(late.assignments.filter(({ group }) => group === 'control').length).toBeGreaterThan(540);
    expect((await framework.getTestStatus(testId)).sampleRatioMismatch.flagged).toBe(false);
  });

  test('one user is in other groups of other experiments, and in the same group under the same seed', async () => {
    const { framework } = await openExperiments();
    const groups = async (testName: string, seed: string): Promise<readonly string[]> => {
      await framework.createTest({ ...config, testName, seed });
      return (await framework.assignUsers(testName, users(200))).assignments.map(({ group }) => group);
    };

    const [first, other, same] = [await groups('a', 'red'), await groups('b', 'blue'), await groups('c', 'red')];

    expect(same).toEqual(first);
    const agreed = other.filter((group, index) => group === first[index]).length;
    expect(agreed).toBeGreaterThan(60);
    expect(agreed).toBeLessThan(140);
  });

  test('no user id is stored, only a pseudonym that the log shares', async () => {
    const { engine, framework, pseudonym } = await openExperiments();
    const testId = await framework.createTest(config);
    await framework.assignUserToGroup(testId, 'ada@example.com');
    await framework.recordOutcome(testId, 'ada@example.com', outcome);

    const stored = await engine.all(
      'SELECT user_id FROM ab_test_assignments UNION ALL SELECT user_id FROM ab_test_outcomes',
    );

    expect(stored).toEqual([[pseudonym('ada@example.com')], [pseudonym('ada@example.com')]]);
    expect(await framework.assignUserToGroup(testId, pseudonym('ada@example.com'))).toBe(
      await framework.assignUserToGroup(testId, 'ada@example.com'),
    );
  });

  test('what is told of a user is a pseudonym of experiments alone, by which he is found again', async () => {
    const { engine, framework, pseudonym } = await openExperiments();
    const testId = await framework.createTest(config);
    const otherId = await framework.createTest({ ...config, testName: 'other' });

    const { assignments } = await framework.assignUsers(testId, ['ada@example.com', 'bob@example.com']);
    const [ada, bob] = assignments.map(({ userId }) => userId);
    const again = await framework.assignUsers(testId, [ada ?? '', 'bob@example.com', pseudonym('ada@example.com')]);
    await framework.assignUsers(otherId, [bob ?? '']);
    await framework.recordOutcome(testId, ada ?? '', outcome);

    expect(ada).toMatch(/^u_[\w-]{22}$/);
    expect([ada, bob]).not.toContain(pseudonym('ada@example.com'));
    expect(again.assignments.map(({ userId, known }) => [userId, known])).toEqual([
      [ada, true],
      [bob, true],
      [ada, true],
    ]);
    // Rows are kept as the log names users, whichever name was given, so those of earlier versions are found as well.
    expect(await engine.all('SELECT DISTINCT user_id FROM ab_test_assignments ORDER BY user_id')).toEqual(
      [pseudonym('ada@example.com'), pseudonym('bob@example.com')].toSorted().map((stored) => [stored]),
    );
    expect(await engine.all('SELECT user_id FROM ab_test_outcomes')).toEqual([[pseudonym('ada@example.com')]]);
  });

  test('an experiment of the predecessor goes on, with the users it has', async () => {
    const { engine, framework } = await openExperiments();
    await engine.transaction((transaction) =>
      transaction.script(`
        INSERT INTO ab_test_configs (test_id, test_name, control_strategy, treatment_strategy, start_date, metrics)
          VALUES (7, 'old', 'a', 'b', '2026-01-01T00:00:00', 'completion_rate,user_rating');
        INSERT INTO ab_test_assignments (test_id, user_id, group_name) VALUES
          (7, 'ada', 'treatment'), (7, 'bob', 'treatment'), (7, 'eve', 'control');
        INSERT INTO skill_metrics (skill_name) VALUES ('review');
        INSERT INTO ab_test_outcomes (test_id, user_id, skill_name, completed) VALUES (7, 'ada', 'review', 1);`),
    );

    const { assignments } = await framework.assignUsers(7, ['ada', 'bob', 'eve']);
    expect(assignments.every(({ userId }) => /^u_[\w-]{22}$/.test(userId))).toBe(true);
    await framework.recordOutcome(7, 'ada', { ...outcome, userRating: 4 });

    expect(assignments.map(({ group, known }) => [group, known])).toEqual([
      ['treatment', true],
      ['treatment', true],
      ['control', true],
    ]);
    expect((await framework.analyzeResults('old')).treatment).toMatchObject({
      users: 2,
      usersWithOutcomes: 1,
      outcomes: 2,
      avgUserRating: 4,
    });
  });
});

describe('dates and status', () => {
  test('nobody is assigned and nothing recorded before the start, after the end, or while it is stopped', async () => {
    const { framework, travel } = await openExperiments();
    const testId = await framework.createTest({
      ...config,
      startDate: '2026-02-11T00:00:00Z',
      endDate: '2026-02-21T00:00:00Z',
    });
    const assigning = async (): Promise<unknown> => framework.assignUserToGroup(testId, 'ada');
    const recording = async (): Promise<unknown> => framework.recordOutcome(testId, 'ada', outcome);

    await expect(assigning()).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/begins on 2026-02-11/),
    });
    travel(2);
    await assigning();
    await framework.stopTest(testId);
    await expect(assigning()).rejects.toThrow(/is stopped since 2026-02-12/);
    await expect(recording()).rejects.toThrow(/is stopped since 2026-02-12/);
    travel(4);
    await framework.resumeTest(testId);
    await recording();
    travel(12);
    await expect(recording()).rejects.toThrow(/ended on 2026-02-21/);
    expect((await framework.getTestStatus(testId)).status).toBe('completed');
  });

  test('an outcome of a time outside the experiment is refused, and so is one to come', async () => {
    const { framework } = await openExperiments();
    const testId = await framework.createTest(config);
    await framework.assignUserToGroup(testId, 'ada');
    const recording = async (recordedAt: string): Promise<void> =>
      framework.recordOutcome(testId, 'ada', { ...outcome, recordedAt });

    await expect(recording('2026-01-31T23:59:59Z')).rejects.toThrow(/begins on/);
    await expect(recording('2026-03-01T00:00:00Z')).rejects.toThrow(/2026-03-01T00:00:00Z/);
    await expect(recording('yesterday')).rejects.toThrow(/yesterday/);
  });

  test('what is stopped can be stopped and resumed once, and its planned end comes back', async () => {
    const { framework, travel } = await openExperiments();
    const testId = await framework.createTest({ ...config, endDate: '2026-03-01T00:00:00Z' });

    await expect(framework.resumeTest(testId)).rejects.toThrow(/running, not stopped/);
    await framework.stopTest(testId);
    expect(await framework.getTestStatus(testId)).toMatchObject({
      status: 'stopped',
      endDate: '2026-02-10T12:00:00.000Z',
    });
    await expect(framework.stopTest(testId)).rejects.toThrow(/stopped already/);
    travel(1);
    await framework.resumeTest(testId, { assignmentRatio: 0.7 });
    expect(await framework.getTestStatus(testId)).toMatchObject({
      status: 'running',
      endDate: '2026-03-01T00:00:00.000Z',
      assignmentRatio: 0.7,
    });
    await framework.stopTest(testId);
    travel(60);
    await expect(framework.resumeTest(testId)).rejects.toThrow(/no time to come/);
    await framework.resumeTest(testId, { endDate: '2026-05-01T00:00:00Z' });
    expect((await framework.getTestStatus(testId)).endDate).toBe('2026-05-01T00:00:00.000Z');
  });

  test('every experiment is listed, with its users', async () => {
    const { framework } = await openExperiments();
    await framework.createTest(config);
    await framework.createTest({ ...config, testName: 'second', startDate: '2026-03-01T00:00:00Z' });
    await framework.assignUsers('shorter-prompt', users(50));

    const { experiments } = experimentListResultSchema.parse(await framework.listTests());

    expect(experiments).toMatchObject([
      { testName: 'second', status: 'scheduled', controlSampleSize: 0 },
      { testName: 'shorter-prompt', status: 'running' },
    ]);
    expect((experiments[1]?.controlSampleSize ?? 0) + (experiments[1]?.treatmentSampleSize ?? 0)).toBe(50);
  });
});
