import type { CollectedBatch, SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { worldTruth } from './build-world-truth.ts';
import { ordinaryShare } from './ordinary-mix.ts';
import { simulateWorld } from './simulate-world.ts';
import { isWithin, skillBehaviour } from './skill-behaviour.ts';
import { worldOfScale } from './world-options.ts';

// Five standard errors: one check in two million fails by chance, and the seed is fixed.
const tolerance = 5;
const options = { ...worldOfScale('medium', { seed: 11, nowMs: Date.parse('2026-06-01T12:00:00Z') }), events: 200_000 };
const truth = worldTruth(options);
const batches: readonly CollectedBatch[] = [...simulateWorld(options)];
const invocations = batches.flatMap((batch) => batch.invocations);
const bySkill = Map.groupBy(invocations, (invocation) => invocation.skillName);
const bySession = Map.groupBy(invocations, (invocation) => invocation.sessionId);
const variants = new Map(truth.users.map((user) => [user.userId, user.variant]));

/** Standard errors between an observed count and the probabilities of its trials. */
function surprise(successes: number, probabilities: readonly number[]): number {
  const expected = probabilities.reduce((sum, p) => sum + p, 0);
  const variance = probabilities.reduce((sum, p) => sum + p * (1 - p), 0);
  return Math.max(0, Math.abs(successes - expected) - 1) / Math.sqrt(variance);
}

function callsOf(skillName: string): readonly SkillInvocation[] {
  return bySkill.get(skillName) ?? [];
}

function countOf(calls: readonly SkillInvocation[], isCounted: (call: SkillInvocation) => boolean): number {
  return calls.filter(isCounted).length;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function completionRateOf(calls: readonly SkillInvocation[]): number {
  return countOf(calls, (call) => call.completed === true) / countOf(calls, (call) => call.completed !== null);
}

test('every skill completes at the rate that is true at the time, for the user', () => {
  for (const { skillName } of truth.skills) {
    const { completionRateAt } = skillBehaviour(truth, skillName);
    const known = callsOf(skillName).filter((call) => call.completed !== null);
    const probabilities = known.map((call) =>
      completionRateAt(call.invokedAtMs, variants.get(call.userId ?? '') ?? 'control'),
    );

    expect(known.length).toBeGreaterThan(50);
    expect(
      surprise(
        countOf(known, (call) => call.completed === true),
        probabilities,
      ),
    ).toBeLessThan(tolerance);
  }
});

test('every skill has its share of unknown outcomes, phases and error types', () => {
  for (const skill of truth.skills) {
    const calls = callsOf(skill.skillName);
    const failed = calls.filter((call) => call.completed === false);
    expect(
      surprise(
        countOf(calls, (call) => call.completed === null),
        calls.map(() => skill.unknownRate),
      ),
    ).toBeLessThan(tolerance);
    for (const [list, weighted, field] of [
      [calls, skill.phases, 'workflowPhase'],
      [failed, skill.errorTypes, 'errorType'],
    ] as const) {
      const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
      for (const { value, weight } of weighted) {
        expect(
          surprise(
            countOf(list, (call) => call[field] === value),
            list.map(() => weight / total),
          ),
        ).toBeLessThan(tolerance);
      }
    }
  }
});

test('durations are log-normal around their median', () => {
  for (const skill of truth.skills.filter((candidate) => skillBehaviour(truth, candidate.skillName).steady)) {
    const logs = callsOf(skill.skillName).flatMap((call) =>
      call.durationSeconds === undefined ? [] : [Math.log(call.durationSeconds / skill.durationMedianSeconds)],
    );
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);

    expect(Math.abs(mean)).toBeLessThan((tolerance * skill.durationSigma) / Math.sqrt(logs.length) + 0.01);
    expect(deviation / skill.durationSigma).toBeGreaterThan(0.8);
    expect(deviation / skill.durationSigma).toBeLessThan(1.2);
  }
});

test('a drop of the completion rate is there while it lasts, and only then', () => {
  for (const drop of truth.completionDrops) {
    const [during, outside] = [true, false].map((inside) =>
      callsOf(drop.skillName).filter((call) => isWithin(call.invokedAtMs, drop) === inside),
    );

    expect(completionRateOf(during ?? [])).toBeCloseTo(drop.rateDuring, 1);
    expect(completionRateOf(outside ?? [])).toBeCloseTo(drop.rateBefore, 1);
  }
});

test('drifts move from their start to their end', () => {
  const tenthMs = (truth.nowMs - truth.sinceMs) / 10;
  for (const drift of truth.drifts) {
    const calls = callsOf(drift.skillName);
    const ends = [
      calls.filter((call) => call.invokedAtMs < truth.sinceMs + tenthMs),
      calls.filter((call) => call.invokedAtMs >= truth.nowMs - tenthMs),
    ];
    const base = truth.skills.find((skill) => skill.skillName === drift.skillName)?.durationMedianSeconds ?? NaN;
    const [start, end] = ends.map((part) =>
      drift.metric === 'completion_rate'
        ? completionRateOf(part)
        : medianOf(part.flatMap((call) => call.durationSeconds ?? [])) / base,
    );
    const change = drift.endValue - drift.startValue;

    // The first and the last tenth have moved by a twentieth.
    expect(Math.abs((start ?? NaN) - (drift.startValue + change / 20))).toBeLessThan(0.2 * Math.abs(change));
    expect(Math.abs((end ?? NaN) - (drift.endValue - change / 20))).toBeLessThan(0.2 * Math.abs(change));
  }
});

test('a volume spike multiplies the calls of its skill and of no other', () => {
  for (const spike of truth.volumeSpikes) {
    const weekMs = 7 * 86_400_000;
    const inSpan = (call: SkillInvocation, shiftMs: number): boolean => isWithin(call.invokedAtMs + shiftMs, spike);
    const during = countOf(callsOf(spike.skillName), (call) => inSpan(call, 0));
    // One week later and three weeks earlier: the second week after the spike is not over.
    const weeksAround = [-weekMs, weekMs, 2 * weekMs, 3 * weekMs];
    const usual = (calls: readonly SkillInvocation[]): number =>
      weeksAround.reduce((sum, shiftMs) => sum + countOf(calls, (call) => inSpan(call, shiftMs)), 0) / 4;
    const others = invocations.filter((call) => call.skillName !== spike.skillName);

    expect(during / usual(callsOf(spike.skillName))).toBeGreaterThan(spike.factor * 0.75);
    expect(during / usual(callsOf(spike.skillName))).toBeLessThan(spike.factor * 1.25);
    expect(countOf(others, (call) => inSpan(call, 0)) / usual(others)).toBeLessThan(1.25);
  }
});

test('pairs meet in sessions as often as their lift says', () => {
  const sessions = [...bySession.values()].map((calls) => new Set(calls.map((call) => call.skillName)));
  const all = (rate: number): readonly number[] => sessions.map(() => rate);
  for (const { skillA, skillB, sessionRate, lift } of truth.pairs) {
    const withA = sessions.filter((skills) => skills.has(skillA));
    const withBoth = withA.filter((skills) => skills.has(skillB));

    expect(surprise(withA.length, all(sessionRate))).toBeLessThan(tolerance);
    expect(surprise(sessions.filter((skills) => skills.has(skillB)).length, all(sessionRate))).toBeLessThan(tolerance);
    expect(surprise(withBoth.length, all(lift * sessionRate ** 2))).toBeLessThan(tolerance);
  }
});

test('sequences follow each other directly, with their probabilities', () => {
  const steps = [...bySession.values()].flatMap((calls) =>
    calls.slice(1).map((call, index) => [calls[index]?.skillName, call.skillName] as const),
  );
  for (const { skills, sessionRate, stepProbabilities } of truth.sequences) {
    expect(
      surprise(
        callsOf(skills[0]).length,
        [...bySession.keys()].map(() => sessionRate),
      ),
    ).toBeLessThan(tolerance);
    for (const [index, probability] of stepProbabilities.entries()) {
      const after = steps.filter(([from]) => from === skills[index]);
      expect(
        surprise(
          after.filter(([, to]) => to === skills[index + 1]).length,
          after.map(() => probability),
        ),
      ).toBeLessThan(tolerance);
    }
  }
});

test('versions and variants are named on the calls that they change', () => {
  const versioned = callsOf('pdf-extract');
  const { versionAt } = skillBehaviour(truth, 'pdf-extract');
  const tested = callsOf(truth.experiment.skillName);

  expect(new Set(versioned.map((call) => call.skillVersion))).toEqual(new Set(['1.0.0', '1.1.0', '2.0.0']));
  expect(versioned.every((call) => call.skillVersion === versionAt(call.invokedAtMs))).toBe(true);
  expect(tested.every((call) => call.metadata?.['variant'] === variants.get(call.userId ?? ''))).toBe(true);
});

test('skills of the ordinary mix keep their shares', () => {
  const planted = new Set(truth.skills.filter((skill) => skill.weight === 0).map((skill) => skill.skillName));
  const spiked = new Set(truth.volumeSpikes.map((spike) => spike.skillName));
  const ordinary = invocations.filter((call) => !planted.has(call.skillName));
  for (const { skillName } of truth.skills.filter((skill) => skill.weight > 0 && !spiked.has(skill.skillName))) {
    const ratio = callsOf(skillName).length / ordinary.length / ordinaryShare(truth, skillName);

    // Users bring their own mix, so that counts vary more than single calls would.
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
  }
});

test('sessions begin by the profile of hours and weekdays', () => {
  const sessions = batches.flatMap((batch) => batch.sessions);
  const spikeFree = sessions.filter(({ firstAtMs }) => !truth.volumeSpikes.some((spike) => isWithin(firstAtMs, spike)));
  const hourSum = truth.hourWeights.reduce((sum, weight) => sum + weight, 0);
  for (const [hour, weight] of truth.hourWeights.entries()) {
    const count = spikeFree.filter((session) => new Date(session.firstAtMs).getUTCHours() === hour).length;
    const expected = (spikeFree.length * weight) / hourSum;

    expect(Math.abs(count - expected)).toBeLessThan(tolerance * Math.sqrt(expected) + 0.03 * expected);
  }
  const perDay = (weekday: number): number =>
    sessions.filter((session) => new Date(session.firstAtMs).getUTCDay() === weekday).length;

  expect(perDay(0) / perDay(2)).toBeCloseTo((truth.weekdayWeights[0] ?? 0) / (truth.weekdayWeights[2] ?? 1), 1);
});

test('tokens and costs agree with the prices, and offered skills that nobody uses stay unused', () => {
  const costed = invocations.filter((call) => call.costUsd !== undefined);
  for (const call of costed) {
    const price = truth.tokens.prices.find((candidate) => candidate.model === call.model);
    const expected =
      ((call.inputTokens ?? 0) * (price?.input ?? NaN) +
        (call.outputTokens ?? 0) * (price?.output ?? NaN) +
        (call.cacheReadTokens ?? 0) * (price?.cacheRead ?? NaN) +
        (call.cacheCreationTokens ?? 0) * (price?.cacheCreation ?? NaN)) /
      1e6;
    // Stated to a hundredth of a cent.
    expect(Math.abs((call.costUsd ?? NaN) - expected)).toBeLessThan(0.000_051);
  }
  const offered = new Set(batches.flatMap((batch) => batch.offers.map((offer) => offer.skillName)));

  expect(costed.length).toBeGreaterThan(1000);
  expect(truth.offeredNeverUsed.every((name) => offered.has(name) && !bySkill.has(name))).toBe(true);
  expect(
    medianOf(batches.flatMap((batch) => batch.usages.map((usage) => usage.outputTokens))) / truth.tokens.outputMedian,
  ).toBeCloseTo(1, 1);
});

test('agents, variants and projects are all in use', () => {
  const agents = new Set(invocations.flatMap((call) => call.agentId ?? []));
  const used = new Set(invocations.map((call) => call.projectId));

  expect(agents).toEqual(new Set(truth.agents));
  expect(used.size).toBe(truth.projects.length);
  expect(new Set(truth.users.map((user) => user.variant)).size).toBe(2);
});
