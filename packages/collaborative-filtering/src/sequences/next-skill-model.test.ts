import { seededRandom } from '@skills/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateNextSkill } from './evaluate-next-skill.ts';
import { frequentWorkflows } from './frequent-workflows.ts';
import { fitNextSkill, nextSkillProbabilities } from './next-skill-model.ts';
import { nextSkills } from './next-skills.ts';
import { sessionSteps, type SessionSteps } from './session-steps.ts';

const minuteMs = 60_000;

/** One call a minute; a number is a skill, `pause` an hour without calls. */
function stepsOf(sessions: readonly (readonly (number | 'pause')[])[], skillCount: number): SessionSteps {
  const calls = sessions.flatMap((session, index) => {
    let atMs = index * 1e9;
    return session.flatMap((skill) => {
      atMs += skill === 'pause' ? 60 * minuteMs : minuteMs;
      return skill === 'pause' ? [] : [{ atMs, session: index + 1, skill: skill + 1 }];
    });
  });
  const block = {
    events: calls.length,
    atMs: Float64Array.from(calls, ({ atMs }) => atMs),
    session: Int32Array.from(calls, ({ session }) => session),
    skill: Int32Array.from(calls, ({ skill }) => skill),
  };
  return sessionSteps([block], {
    placeOfSkill: Int32Array.from({ length: skillCount + 1 }, (_, id) => id - 1),
    skillCount,
  });
}

/** After 0 mostly 1 (after 5 mostly 6, …), after 0 and 1 always 2; everything else by chance. */
function plantedSessions(count: number, skillCount: number): readonly (readonly number[])[] {
  const random = seededRandom(11);
  return Array.from({ length: count }, () => {
    const session: number[] = [];
    while (session.length < 12) {
      const [before, now] = [session.at(-2), session.at(-1)];
      if (before === 0 && now === 1) session.push(2);
      else if (now !== undefined && now % 5 === 0 && random() < 0.8) session.push(now + 1);
      else session.push(Math.floor(random() * skillCount));
    }
    return session;
  });
}

test('probabilities add up to 1, none is 0 but that of the skill that just ran', () => {
  const sessions = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(sessions, fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), (list, last) => {
      const probabilities = nextSkillProbabilities(fitNextSkill(stepsOf(list, 5)), last);

      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect([...probabilities].filter((value) => !(value > 0))).toEqual(last.length === 0 ? [] : [0]);
    }),
  );
});

test('finds planted rules, the second-order one too, and says how likely, how unusual and after how long', () => {
  const steps = stepsOf(plantedSessions(400, 10), 10);
  const model = fitNextSkill(steps);

  const [afterOne] = nextSkills(steps, model, { last: [0], limit: 3 });
  const [afterTwo] = nextSkills(steps, model, { last: [0, 1], limit: 3 });

  expect(afterOne).toMatchObject({ skill: 1, medianGapSeconds: 60 });
  expect(afterOne?.probability).toBeCloseTo(0.82, 1);
  expect(afterOne?.lift).toBeGreaterThan(3);
  expect(afterTwo?.skill).toBe(2);
  expect(afterTwo?.probability).toBeGreaterThan(0.9);
  // What follows anything is what follows 9 alone.
  expect(nextSkills(steps, model, { last: [5, 9], limit: 1 })[0]?.probability).toBeLessThan(0.25);
});

test('after a long break nothing follows', () => {
  const steps = stepsOf(
    [
      [0, 'pause', 1, 2],
      [0, 'pause', 1, 2],
    ],
    3,
  );

  expect([...fitNextSkill(steps).afterOne]).toEqual([0, 0, 0, 0, 0, 2, 0, 0, 0]);
  expect(fitNextSkill(steps).afterTwo.size).toBe(0);
  expect(fitNextSkill(steps, { maxGapMs: 2 * 60 * minuteMs }).afterTwo.size).toBe(1);
  expect(nextSkills(steps, fitNextSkill(steps), { last: [0], limit: 1 })[0]).toMatchObject({
    count: 0,
    medianGapSeconds: null,
  });
});

test('names the next skill of later sessions more often than the order of use does, and not where there is no rule', () => {
  const planted = evaluateNextSkill(stepsOf(plantedSessions(500, 20), 20));
  const random = seededRandom(3);
  const chance = Array.from({ length: 500 }, () => Array.from({ length: 12 }, () => Math.floor(random() * 20)));
  const unplanted = evaluateNextSkill(stepsOf(chance, 20));

  expect(planted).toMatchObject({ trainedSessions: 400, testedSessions: 100 });
  const gain = (planted?.model.at1 ?? 0) - (planted?.popularity.at1 ?? 1);
  expect(gain).toBeGreaterThan(4 * (planted?.differenceStandardError.at1 ?? 1));
  expect(Math.abs((unplanted?.model.at5 ?? 0) - (unplanted?.popularity.at5 ?? 1))).toBeLessThan(0.05);
  expect(evaluateNextSkill(stepsOf([[0, 1]], 2))).toBeDefined();
  expect(evaluateNextSkill(stepsOf([[0], [1]], 2))).toBeUndefined();
});

test('finds common workflows whole, not in parts, with the sessions that have them', () => {
  const random = seededRandom(5);
  const other = (): number => 4 + Math.floor(random() * 30);
  const sessions = Array.from({ length: 300 }, (_, index) =>
    index < 60 ? [other(), 0, 1, 2, 3, other(), 0, 1, 2, 3] : Array.from({ length: 8 }, other),
  );

  const [first, ...others] = frequentWorkflows(stepsOf(sessions, 34));

  expect(first).toMatchObject({ skills: [0, 1, 2, 3], sessions: 60, support: 0.2, occurrences: 120 });
  expect(first?.lift).toBeGreaterThan(10);
  expect(others).toEqual([]);
});

test('a break in the middle makes it another workflow', () => {
  const sessions = Array.from({ length: 20 }, (_, index) => (index < 10 ? [0, 1, 'pause' as const, 2] : [3, 4, 5, 6]));

  const found = frequentWorkflows(stepsOf(sessions, 7));

  expect(found.map(({ skills }) => skills)).toEqual([
    [0, 1],
    [3, 4, 5, 6],
  ]);
});
