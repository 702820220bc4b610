import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionSteps, type SessionSteps, type TimedCalls } from './session-steps.ts';

function blockOf(calls: readonly (readonly [atMs: number, session: number, skill: number])[]): TimedCalls {
  return {
    events: calls.length,
    atMs: Float64Array.from(calls, ([atMs]) => atMs),
    session: Int32Array.from(calls, ([, session]) => session),
    skill: Int32Array.from(calls, ([, , skill]) => skill),
  };
}

function readable(steps: SessionSteps): unknown {
  return Array.from({ length: steps.sessionCount }, (_, session) => {
    const [from, to] = [steps.offsets[session], steps.offsets[session + 1]];
    return [...steps.skills.subarray(from, to)].map((skill, index) => {
      const step = (from ?? 0) + index;
      return [skill, steps.firstMs[step], steps.lastMs[step]];
    });
  });
}

test('puts the calls of each session together, passes over what is left out, and joins repetitions', () => {
  const blocks = [
    blockOf([
      [1, 9, 1],
      [2, 4, 2],
      [3, 9, 1],
    ]),
    blockOf([
      [4, 9, 3],
      [5, 9, 1],
      [6, 9, 2],
    ]),
  ];

  const steps = sessionSteps(blocks, { placeOfSkill: Int32Array.of(-1, 0, 1, -1), skillCount: 2 });

  expect(readable(steps)).toEqual([
    [
      [0, 1, 5],
      [1, 6, 6],
    ],
    [[1, 2, 2]],
  ]);
});

test('gives the same however the calls are cut into blocks', () => {
  const calls = fc.array(fc.tuple(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })));
  fc.assert(
    fc.property(calls, fc.nat(), (list, place) => {
      const timed = list.map(([, session, skill], index) => [index, session, skill] as const);
      const cut = timed.length === 0 ? 0 : place % timed.length;
      const options = { placeOfSkill: Int32Array.of(-1, 0, 1, 2), skillCount: 3 };

      const whole = readable(sessionSteps([blockOf(timed)], options));

      expect(readable(sessionSteps([blockOf(timed.slice(0, cut)), blockOf(timed.slice(cut))], options))).toEqual(whole);
    }),
  );
});
