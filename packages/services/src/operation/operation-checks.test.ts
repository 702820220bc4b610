import { expect, test } from 'vitest';
import { type OperationFacts, operationChecks } from './operation-checks.ts';

const runs = { runs: 10, failures: 0, records: 990, rejected: 10, meanSeconds: 0.5, longestSeconds: 2 };
const healthy: OperationFacts = {
  measures: [{ kind: 'collect', name: 'all', ...runs }],
  projects: [{ projectId: 'app-000001', records: 1200 }],
  queries: [{ name: 'top', seconds: 0.0031 }],
  skills: [{ name: 'review', calls: 40 }],
  retention: ['raw 90 d', 'hourly all'],
};

function check(name: string, facts: OperationFacts): unknown {
  return operationChecks(facts).find((each) => each.name === name);
}

test('says how often, how long and how well was collected', () => {
  expect(check('collecting', healthy)).toEqual({
    name: 'collecting',
    status: 'ok',
    detail:
      '10 runs in 30 days, 0 with a source that failed; 990 calls, 1.0 % of the records unreadable; 500 ms on average, 2.0 s at most',
    fix: '',
  });
  expect(check('projects', healthy)).toMatchObject({ detail: 'app-000001 1,200' });
  expect(check('queries', healthy)).toMatchObject({ status: 'ok', detail: 'top 3.1 ms' });
});

test('warns of sources that fail, of many unreadable records and of slow questions', () => {
  const failing = { ...healthy, measures: [{ kind: 'collect', name: 'all', ...runs, failures: 1 }] };
  const unreadable = { ...healthy, measures: [{ kind: 'collect', name: 'all', ...runs, rejected: 100 }] };

  expect(check('collecting', failing)).toMatchObject({ status: 'warn' });
  expect(check('collecting', unreadable)).toMatchObject({ status: 'warn' });
  expect(check('queries', { ...healthy, queries: [{ name: 'top', seconds: 0.7 }] })).toMatchObject({ status: 'warn' });
});

test('prefers what was asked for over what was called', () => {
  const asked = { ...healthy, measures: [{ kind: 'request', name: 'deploy', ...runs }] };

  expect(check('skills', healthy)).toMatchObject({ detail: 'review 40' });
  expect(check('requested', asked)).toMatchObject({ detail: 'deploy 10' });
});

test('has nothing to say without a database', () => {
  expect(operationChecks(undefined)).toEqual([]);
});
