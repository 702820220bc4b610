import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { engineOver, InMemoryInteractions } from '../../test/in-memory-interactions.ts';
import { type ModelJob, type ModelOutcome, modelOutcome } from './model-job.ts';
import { modelInThread } from './model-thread.ts';
import type { RecommenderChoices, StoredChoice } from './recommendation-ports.ts';

const dayMs = 86_400_000;

/** Users of two tastes. */
function tastes(users = 40, skillsOfTaste = 8): InMemoryInteractions {
  const log = new InMemoryInteractions();
  const random = seededRandom(3);
  for (let user = 0; user < users; user += 1) {
    for (let skill = 0; skill < skillsOfTaste; skill += 1) {
      if (random() < 0.7)
        log.calls.push({ user: `user ${user}`, skill: `${user % 2 === 0 ? 'web' : 'data'}-${skill}` });
    }
  }
  return log;
}

type Kept = RecommenderChoices & { readonly saved: StoredChoice[] };

function keeping(): Kept {
  const saved: StoredChoice[] = [];
  return {
    saved,
    latest: () => Promise.resolve(saved.at(-1)),
    save: (choice) => Promise.resolve(void saved.push(choice)),
  };
}

const inline = (job: ModelJob): Promise<ModelOutcome> => Promise.resolve(modelOutcome(job));

test('recommends from the taste of the user and names the own skills that speak for it', async () => {
  const { recommendations, model } = await engineOver(tastes()).recommend({ userId: 'user 0', model: 'ease' });
  const ofTaste = recommendations.find(({ source }) => source === 'collaborative_filtering');

  expect(model).toEqual({ name: 'ease', chosenBy: 'request', evaluatedAt: null });
  expect(ofTaste?.skillName).toMatch(/^web-/);
  expect(ofTaste?.because[0]).toMatch(/^goes with web-\d(, web-\d)? and web-\d$/);
});

test('chooses by evaluation on the log itself where that is quick', async () => {
  const { model } = await engineOver(tastes()).recommend({ userId: 'user 0' });

  expect(model.chosenBy).toBe('evaluation');
  expect(model.name).not.toBe('popularity');
});

test('goes by what evaluate has found, until that is old or the log has doubled', async () => {
  const log = tastes();
  const interactions = log.calls.length;
  const chosenAt = async (nowMs: number, of: StoredChoice): Promise<string> => {
    const engine = engineOver(log, { choices: { ...keeping(), latest: () => Promise.resolve(of) }, now: () => nowMs });
    return (await engine.recommend({ userId: 'user 0' })).model.name;
  };
  const choice = { model: 'rp3-beta', chosenAtMs: 0, interactions, figures: '{}' };

  expect(await chosenAt(dayMs, choice)).toBe('rp3-beta');
  expect(await chosenAt(31 * dayMs, choice)).not.toBe('rp3-beta');
  expect(await chosenAt(dayMs, { ...choice, interactions: interactions / 3 })).not.toBe('rp3-beta');
  expect(await chosenAt(dayMs, { ...choice, model: 'no such model' })).not.toBe('no such model');
});

test('evaluate keeps what it chose, and recommend goes by it', async () => {
  const choices = keeping();
  const engine = engineOver(tastes(), { choices, inThread: inline, now: () => dayMs });

  const result = await engine.evaluate();
  const { model } = await engine.recommend({ userId: 'user 0' });

  expect(result).toMatchObject({ k: 10, users: 40, skills: 16, needs: null });
  expect(result.splits.map(({ users }) => users)).toEqual([40, 40]);
  expect(choices.saved).toMatchObject([{ model: result.chosen, chosenAtMs: dayMs }]);
  expect(model).toEqual({ name: result.chosen, chosenBy: 'evaluation', evaluatedAt: new Date(dayMs).toISOString() });
});

test('evaluate says what it needs, and keeps nothing', async () => {
  const choices = keeping();
  const engine = engineOver(tastes(12), { choices, inThread: inline });

  expect(await engine.evaluate()).toMatchObject({
    splits: [],
    users: 10,
    chosen: 'popularity',
    needs: { users: 20, skillsPerUser: 2 },
  });
  expect(choices.saved).toEqual([]);
});

test('with too few users it is what works best for everybody', async () => {
  const { model, recommendations } = await engineOver(tastes(12)).recommend({ userId: 'user 0' });

  expect(model).toMatchObject({ name: 'popularity', chosenBy: 'too-little-data' });
  expect(new Set(recommendations.map(({ source }) => source))).not.toContain('collaborative_filtering');
});

test('fits many skills in a thread of its own, to the same end', async () => {
  const log = tastes(300, 150);
  const threads: string[] = [];
  const engine = engineOver(log, {
    inThread: (job) => {
      threads.push(job.kind);
      return modelInThread(job);
    },
  });

  const { recommendations } = await engine.recommend({ userId: 'user 0', model: 'ease' });
  const evaluated = await engine.evaluate({ k: 5, seed: 2 });

  expect(threads).toEqual(['ease', 'evaluate']);
  expect(recommendations[0]?.skillName).toMatch(/^web-/);
  const inside = engineOver(log, { inThread: inline });
  expect(await inside.recommend({ userId: 'user 0', model: 'ease' })).toMatchObject({ recommendations });
  expect(await inside.evaluate({ k: 5, seed: 2 })).toEqual(evaluated);
});

test('what fails in the thread is thrown here', async () => {
  const { log } = await tastes().interactions();
  await expect(modelInThread({ kind: 'ease', matrix: log.matrix, lambda: -1 })).rejects.toThrow(
    'lambda must be above 0',
  );
});

test('fits once while the log hardly grows', async () => {
  const log = tastes(300, 150);
  let fits = 0;
  const engine = engineOver(log, {
    inThread: (job) => {
      fits += 1;
      return inline(job);
    },
  });
  await engine.recommend({ userId: 'user 0', model: 'ease' });
  log.calls.push({ user: 'user 0', skill: 'data-1' });
  const { recommendations } = await engine.recommend({ userId: 'user 0', model: 'ease', limit: 500 });

  expect(fits).toBe(1);
  expect(recommendations.map(({ skillName }) => skillName)).not.toContain('data-1');
  log.calls.push({ user: 'user 0', skill: 'a new skill' });
  await engine.recommend({ userId: 'user 0', model: 'ease' });
  expect(fits).toBe(2);
});
