import { binomialSurvival, median } from '@skills/analytics';
import type { Finding, SessionResult, SkillRow } from '@skills/schema';

type Call = SessionResult['events'][number];

/** A skill with fewer outcomes or durations before has no history to be compared with. */
const fewestBefore = 20;
const mostChance = 0.05;
const shareAboveP95 = 0.05;

/**
 * What of a session could be better, in the order of urgency: what fails still, what took several tries, what is slow.
 *
 * @param calls - of the session, in the order of time
 * @param history - the same skills before it
 */
export function sessionFindings(calls: readonly Call[], history: readonly SkillRow[]): readonly Finding[] {
  const groups = Map.groupBy(calls, ({ skillName, kind }) => JSON.stringify([kind, skillName]));
  const before = new Map(history.map((row) => [JSON.stringify([row.kind, row.skillName]), row]));
  const found = [...groups].flatMap(([key, own]) =>
    outcomeFinding(own, before.get(key)).concat(slowFinding(own, before.get(key))),
  );
  const order = ['failing', 'retried', 'slow'];
  return found.toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason));
}

function outcomeFinding(calls: readonly Call[], history: SkillRow | undefined): readonly Finding[] {
  const [first] = calls;
  const known = calls.filter(({ completed }) => completed !== null);
  const failed = known.filter(({ completed }) => completed === false).length;
  if (first === undefined || failed === 0) return [];
  const about = { skillName: first.skillName, kind: first.kind };
  if (known.at(-1)?.completed === true) {
    const retries = known.filter((_, index) => index > 0 && known[index - 1]?.completed === false).length;
    return [{ reason: 'retried', ...about, retries, calls: calls.length }];
  }
  const usualOutcomes = history === undefined ? 0 : history.completed + history.failed;
  const usualCompletionRate = history?.completionRate ?? null;
  return [{ reason: 'failing', ...about, failed, known: known.length, usualCompletionRate, usualOutcomes }];
}

function slowFinding(calls: readonly Call[], history: SkillRow | undefined): readonly Finding[] {
  const [first] = calls;
  const { p50DurationSeconds: usualMedian = null, p95DurationSeconds: usualP95 = null } = history ?? {};
  const seconds = calls.flatMap(({ durationSeconds }) => (durationSeconds === null ? [] : [durationSeconds]));
  if (first === undefined || history === undefined || seconds.length === 0) return [];
  if (usualMedian === null || usualP95 === null || history.invocations < fewestBefore) return [];
  const slowCalls = seconds.filter((duration) => duration > usualP95).length;
  if (slowCalls === 0) return [];
  const pValue = binomialSurvival(slowCalls - 1, { trials: seconds.length, probability: shareAboveP95 });
  const medianSeconds = median(seconds);
  if (pValue > mostChance || medianSeconds <= usualMedian) return [];
  return [
    {
      reason: 'slow',
      skillName: first.skillName,
      kind: first.kind,
      medianSeconds,
      usualMedianSeconds: usualMedian,
      usualP95Seconds: usualP95,
      slowCalls,
      timedCalls: seconds.length,
      pValue,
    },
  ];
}
