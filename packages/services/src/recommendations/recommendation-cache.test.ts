import { expect, test } from 'vitest';
import { engineOver, InMemoryInteractions } from '../../test/in-memory-interactions.ts';

const hourMs = 3_600_000;

function team(): InMemoryInteractions {
  const log = new InMemoryInteractions();
  for (const user of ['ada', 'bob', 'cy']) log.calls.push(...['a', 'b', 'c'].map((skill) => ({ user, skill })));
  return log;
}

test('reads the log once while nothing changes, empty answers included', async () => {
  const log = team();
  const engine = engineOver(log);

  const first = await engine.getSimilarUsers('ada');
  const again = await Promise.all([engine.getSimilarUsers('ada'), engine.getSimilarUsers('nobody')]);

  expect(again).toEqual([first, []]);
  expect(log.loads).toBe(1);
});

test('a new event changes the answer before the time is up', async () => {
  const log = team();
  const engine = engineOver(log);
  expect(await engine.getSimilarUsers('ada')).toHaveLength(2);

  log.calls.push(...['a', 'b', 'c'].map((skill) => ({ user: 'new', skill })));

  expect(await engine.getSimilarUsers('ada')).toHaveLength(3);
});

test('reads the log again when the time is up, or when told to', async () => {
  const log = team();
  let nowMs = 0;
  const engine = engineOver(log, { now: () => nowMs });
  await engine.getSimilarUsers('ada');

  nowMs = hourMs - 1;
  await engine.getSimilarUsers('ada');
  expect(log.loads).toBe(1);
  nowMs = hourMs;
  await engine.getSimilarUsers('ada');
  expect(log.loads).toBe(2);
  engine.clearCache();
  await engine.getSimilarUsers('ada');
  expect(log.loads).toBe(3);
});

test('those who ask at once wait for one load, and a failed one is tried again', async () => {
  const log = team();
  const engine = engineOver(log);
  const interactions = log.interactions.bind(log);
  log.interactions = () => Promise.reject(new Error('disk'));
  await expect(engine.getSimilarUsers('ada')).rejects.toThrow('disk');
  log.interactions = interactions;

  await Promise.all(Array.from({ length: 5 }, () => engine.getSimilarUsers('ada')));

  expect(log.loads).toBe(1);
});
