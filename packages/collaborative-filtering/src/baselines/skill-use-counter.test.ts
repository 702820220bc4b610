import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SkillUseCounter } from './skill-use-counter.ts';
import type { FigureGroup } from './skill-use.ts';

type Call = {
  readonly user: number;
  readonly item: number;
  readonly completed: number;
  readonly durationSeconds: number;
  readonly phase: number;
};

const calls: fc.Arbitrary<readonly Call[]> = fc.array(
  fc.record({
    user: fc.integer({ min: 0, max: 4 }),
    item: fc.integer({ min: 0, max: 2 }),
    completed: fc.constantFrom(1, 0, -1),
    durationSeconds: fc.constantFrom(0, 0.5, 2, Number.NaN),
    phase: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 80 },
);

function groupOf(of: readonly Call[]): FigureGroup {
  const byUser = [...Map.groupBy(of, ({ user }) => user).values()].map((own) => own.length);
  return { users: byUser.length, count: of.length, largest: Math.max(0, ...byUser) };
}

test('knows the group behind each figure as a walk through the calls does', () => {
  fc.assert(
    fc.property(calls, (of) => {
      const counter = new SkillUseCounter();
      const column = (name: keyof Call): readonly number[] => of.map((call) => call[name]);
      counter.add({
        events: of.length,
        user: column('user'),
        item: column('item'),
        completed: column('completed'),
        durationSeconds: column('durationSeconds'),
        phase: column('phase'),
      });

      for (const [item, use] of counter.uses(3).entries()) {
        const mine = of.filter((call) => call.item === item && call.user > 0);
        const known = mine.filter(({ completed }) => completed >= 0);
        const timed = mine.filter(({ durationSeconds }) => !Number.isNaN(durationSeconds));
        const phases = [1, 2, 3].map((phase) =>
          Object.assign(groupOf(mine.filter((call) => call.phase === phase)), { phase }),
        );
        const [commonest] = phases.toSorted((left, right) => right.count - left.count || left.phase - right.phase);
        expect(use).toEqual({
          calls: groupOf(mine),
          outcomes: { ...groupOf(known), completed: known.filter(({ completed }) => completed === 1).length },
          durations: { ...groupOf(timed), secondsSum: timed.reduce((sum, call) => sum + call.durationSeconds, 0) },
          commonestPhase: (commonest?.count ?? 0) > 0 ? commonest : undefined,
        });
      }
    }),
  );
});
