import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { aBatch, aCall, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { keyedProjectId } from './keyed-project-id.ts';

const key = new Uint8Array(32).fill(7);
const otherKey = new Uint8Array(32).fill(8);

test('needs the key: neither a hash of the path nor what another installation makes', () => {
  const path = '/home/dev/demo';
  const plain = `demo-${createHash('sha256').update(path).digest('hex').slice(0, 6)}`;

  const keyed = keyedProjectId(plain, key);

  expect(keyed).toMatch(/^demo-[0-9a-f]{6}$/);
  expect(keyed).not.toBe(plain);
  expect(keyed).toBe(keyedProjectId(plain, key));
  expect(keyed).not.toBe(keyedProjectId(plain, otherKey));
});

test('leaves an id that a person gave as it is, and refuses a short key', () => {
  expect(keyedProjectId('shop', key)).toBe('shop');
  expect(() => keyedProjectId('shop-1a2b3c', key.subarray(1))).toThrow(RangeError);
});

test('a database that knows a project by its plain id keeps it; a new project gets the keyed one', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ projectId: 'old-1a2b3c' }));
  const ingest = new EventIngest({
    engine,
    pseudonymise: testPseudonym,
    projectIdOf: (id) => keyedProjectId(id, key),
    now: () => 0,
  });
  const projects = [
    { projectId: 'old-1a2b3c', name: 'old', path: '/home/dev/old' },
    { projectId: 'new-1a2b3c', name: 'new', path: '/home/dev/new' },
  ];

  await ingest.ingest(aBatch({ projects, invocations: [aCall({ projectId: 'new-1a2b3c' })] }));
  // A later batch may name the project without its path, and another process has no memory of the first.
  await new EventIngest({
    engine,
    pseudonymise: testPseudonym,
    projectIdOf: (id) => keyedProjectId(id, key),
    now: () => 0,
  }).ingest(aBatch({ invocations: [aCall({ projectId: 'old-1a2b3c' }), aCall({ projectId: 'new-1a2b3c' })] }));

  expect(
    await engine.all(
      `SELECT p.external_id, p.name, p.path, count(e.event_key) FROM project AS p LEFT JOIN skill_event AS e
       ON e.project_id = p.project_id GROUP BY p.project_id ORDER BY p.name`,
    ),
  ).toEqual([
    [keyedProjectId('new-1a2b3c', key), 'new', '/home/dev/new', 2],
    ['old-1a2b3c', 'old', '/home/dev/old', 2],
  ]);
});
