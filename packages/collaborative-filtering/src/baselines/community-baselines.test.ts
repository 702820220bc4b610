import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { communityBaselines } from './community-baselines.ts';
import type { FigureGroup, SkillUse } from './skill-use.ts';

function aUse(parts: Partial<SkillUse> = {}): SkillUse {
  const group = { users: 5, count: 10, largest: 5 };
  return {
    calls: group,
    outcomes: { ...group, completed: 8 },
    durations: { ...group, secondsSum: 20 },
    commonestPhase: { ...group, phase: 3 },
    ...parts,
  };
}

const rule = { minUsers: 5 };

test('tells of groups of five in which nobody has more than half', () => {
  expect(communityBaselines([aUse()], rule)).toEqual([
    {
      users: 5,
      invocations: 10,
      completionRate: 0.8,
      averageDurationSeconds: 2,
      commonestPhase: 3,
      effectivenessPercentile: 0,
    },
  ]);
});

test('tells nothing of four users, and nothing where one has most of the calls', () => {
  const four = aUse({ calls: { users: 4, count: 10, largest: 3 } });
  const dominated = aUse({ calls: { users: 9, count: 19, largest: 10 } });

  expect(communityBaselines([four, dominated], rule)).toEqual([undefined, undefined]);
});

test('judges each figure by those who stand behind it', () => {
  const few: FigureGroup = { users: 4, count: 4, largest: 1 };
  const uses = [
    aUse({ outcomes: { ...few, completed: 4 } }),
    aUse({ durations: { users: 6, count: 20, largest: 11, secondsSum: 3 } }),
    aUse({ commonestPhase: { ...few, phase: 1 } }),
  ];

  expect(communityBaselines(uses, rule)).toMatchObject([
    { completionRate: null, effectivenessPercentile: null, averageDurationSeconds: 2, commonestPhase: 3 },
    { completionRate: 0.8, averageDurationSeconds: null, commonestPhase: 3 },
    { completionRate: 0.8, averageDurationSeconds: 2, commonestPhase: null },
  ]);
});

const uses = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), fc.nat(100)).map(([users, most, part]) => {
    const calls = { users, count: users - 1 + most, largest: most };
    return aUse({ calls, outcomes: { ...calls, completed: Math.round((calls.count * part) / 100) } });
  }),
  { maxLength: 20 },
);

test('is the same whatever the skills that are left out did', () => {
  fc.assert(
    fc.property(uses, (of) => {
      const all = communityBaselines(of, rule);
      const shown = of.filter((_, place) => all[place] !== undefined);

      expect(all.filter((baseline) => baseline !== undefined)).toEqual(communityBaselines(shown, rule));
    }),
  );
});

test('a percentile is the share of skills that work less often', () => {
  const withRate = (completed: number): SkillUse => aUse({ outcomes: { users: 5, count: 10, largest: 2, completed } });

  const percentiles = communityBaselines([4, 9, 9, 2].map(withRate), rule).map((of) => of?.effectivenessPercentile);

  expect(percentiles).toEqual([25, 50, 50, 0]);
});
