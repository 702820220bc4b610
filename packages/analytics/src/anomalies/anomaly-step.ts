import type { AnomalyMetric } from '@skills/schema';
import { benjaminiHochberg } from '../inference/benjamini-hochberg.ts';
import type { DeviationTest } from './deviation-test.ts';

/** The tests of one skill at one hour. */
export type SkillTests<Skill> = { readonly skill: Skill; readonly tests: readonly DeviationTest[] };

/** An anomaly that has begun and has not been seen to end. */
export type OpenAnomaly<Skill> = {
  readonly skill: Skill;
  readonly metric: AnomalyMetric;
  readonly detail: string | null;
  /** Hour (since the epoch) at whose end it was last seen. */
  readonly lastSeenHour: number;
};

export type AnomalyLimits = {
  /**
   * Greatest q-value of an alarm. The q-value counts every skill, every metric and every look of a week, so with nothing
   * going on this is how many false alarms to expect in a week.
   */
  readonly falseAlarmsPerWeek: number;
  /** Least deviation in standard errors. */
  readonly threshold: number;
};

export const defaultAnomalyLimits: AnomalyLimits = { falseAlarmsPerWeek: 0.3, threshold: 3 };

export type FoundAnomaly<Skill> = { readonly skill: Skill; readonly test: DeviationTest; readonly qValue: number };

/** What one look changes. */
export type AnomalyStep<Skill, Open> = {
  readonly opened: readonly FoundAnomaly<Skill>[];
  /** Still unusual, with the look that says so and its q-value as if it opened now. */
  readonly seen: readonly { readonly anomaly: Open; readonly test: DeviationTest; readonly qValue: number }[];
  readonly resolved: readonly Open[];
};

// Nothing more was heard of the skill: it no longer matters what its last calls were like.
const hoursOfSilence = 7 * 24;

/**
 * The next state of the anomalies of all skills. One opens when its q-value over all skills, metrics and looks of a week
 * is small enough; a metric that is already open is no candidate, so one great anomaly does not make room for small
 * ones. It stays open until the last half day and the last day both look as usual, or nothing was heard for a week.
 *
 * @param skillTests - one entry per skill that was looked at
 * @param endHour - hour since the epoch at whose start the look was taken
 * @throws {RangeError} when a limit is not a number above 0
 */
export function anomalyStep<Skill, Open extends OpenAnomaly<Skill>>(
  skillTests: readonly SkillTests<Skill>[],
  open: readonly Open[],
  { endHour, limits }: { readonly endHour: number; readonly limits: AnomalyLimits },
): AnomalyStep<Skill, Open> {
  checkLimits(limits);
  const openBySkill = new Map(open.map((anomaly) => [anomaly.skill, new Map<string, Open>()]));
  for (const anomaly of open) openBySkill.get(anomaly.skill)?.set(metricKey(anomaly), anomaly);
  const candidates: { readonly skill: Skill; readonly test: DeviationTest }[] = [];
  const resolved: Open[] = [];
  const unusual: { readonly anomaly: Open; readonly test: DeviationTest }[] = [];
  const heard = new Set<Open>();
  for (const { skill, tests } of skillTests) {
    const ofSkill = openBySkill.get(skill);
    for (const test of tests) {
      const known = ofSkill?.get(metricKey(test));
      if (known === undefined) {
        candidates.push({ skill, test });
        continue;
      }
      heard.add(known);
      if (test.isCalm) resolved.push(known);
      else unusual.push({ anomaly: known, test });
    }
  }
  for (const anomaly of open) {
    if (!heard.has(anomaly) && endHour - anomaly.lastSeenHour > hoursOfSilence) resolved.push(anomaly);
  }
  const seen = unusual.map(({ anomaly, test }) => {
    return { anomaly, test, qValue: Math.min(1, test.weeklyChance * (candidates.length + 1)) };
  });
  return { opened: alarms(candidates, limits), seen, resolved };
}

function alarms<Skill>(
  candidates: readonly { readonly skill: Skill; readonly test: DeviationTest }[],
  { falseAlarmsPerWeek, threshold }: AnomalyLimits,
): readonly FoundAnomaly<Skill>[] {
  // Sorting only what can pass: a chance of 1 / n and more never has a small q.
  const promising = candidates.filter(({ test }) => test.weeklyChance < Math.min(1, falseAlarmsPerWeek));
  const chances = promising.map(({ test }) => test.weeklyChance);
  const others = Array.from({ length: candidates.length - promising.length }, () => 1);
  const qValues = benjaminiHochberg([...chances, ...others]);
  return promising
    .map(({ skill, test }, index) => ({ skill, test, qValue: qValues[index] ?? 1 }))
    .filter(({ test, qValue }) => qValue <= falseAlarmsPerWeek && Math.abs(test.score) >= threshold);
}

/** Types of errors are anomalies of their own; the hours of a pattern may move. */
function metricKey({ metric, detail }: { readonly metric: AnomalyMetric; readonly detail: string | null }): string {
  return metric === 'error_type' ? `${metric} ${detail ?? ''}` : metric;
}

function checkLimits({ falseAlarmsPerWeek, threshold }: AnomalyLimits): void {
  if (!(falseAlarmsPerWeek > 0 && falseAlarmsPerWeek < Infinity)) {
    throw new RangeError(`falseAlarmsPerWeek requires a number above 0, got ${falseAlarmsPerWeek}`);
  }
  if (!(threshold > 0 && threshold < Infinity)) {
    throw new RangeError(`threshold requires a number above 0, got ${threshold}`);
  }
}
