import {
  type Explanation,
  type PointInTime,
  type SkillFeatureName,
  skillFeatureNames,
  skillIdentityFeature,
} from '@skills/analytics';
import type { PredictedFeature } from '@skills/schema';

export type AskedMoment = {
  readonly point: PointInTime;
  readonly phase: string | undefined;
  /** The model has seen the phase. */
  readonly isPhaseKnown: boolean;
  readonly isUserKnown: boolean;
};

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Described = Pick<PredictedFeature, 'value' | 'interpretation'>;

/**
 * Every feature with its value, what that means, and its part of the prediction.
 *
 * @param taken - features of the model with their contributions; `undefined` when there is no explanation
 */
export function predictedFeatures(
  moment: AskedMoment,
  taken?: { readonly names: readonly string[]; readonly explanation: Explanation },
): Readonly<Record<string, PredictedFeature>> {
  const described = describedFeatures(moment);
  const contributionOf = (name: string): number | null => {
    if (taken === undefined) return null;
    const index = taken.names.indexOf(name);
    return index < 0 ? 0 : (taken.explanation.contributions[index] ?? 0);
  };
  const identity = taken?.names.includes(skillIdentityFeature) === true ? ([skillIdentityFeature] as const) : [];
  const names: readonly SkillFeatureName[] = [...skillFeatureNames, ...identity];
  return Object.fromEntries(
    names.map((name) => [name, { ...described[name], contribution: contributionOf(name) }] as const),
  );
}

function describedFeatures({
  point,
  phase,
  isPhaseKnown,
  isUserKnown,
}: AskedMoment): Readonly<Record<SkillFeatureName, Described>> {
  const { hourOfDay, averageCompletionRate24h, sessionLengthMinutes, userSkillFamiliarity } = point;
  const { skillCompleted, skillKnown } = point;
  const hour = (of: number): string => `${String(of % 24).padStart(2, '0')}:00`;
  return {
    hourOfDay: { value: hourOfDay, interpretation: `${hour(hourOfDay)} to ${hour(hourOfDay + 1)} UTC` },
    dayOfWeek: { value: point.dayOfWeek, interpretation: weekdays[point.dayOfWeek] ?? '' },
    invocationCount24h: {
      value: point.invocationCount24h,
      interpretation: `${counted(point.invocationCount24h, 'call')} of this skill in the 24 hours before`,
    },
    averageCompletionRate24h: {
      value: averageCompletionRate24h ?? null,
      interpretation:
        averageCompletionRate24h === undefined
          ? 'no outcome known from the 24 hours before'
          : `${Math.round(averageCompletionRate24h * 100)} % of those completed`,
    },
    workflowPhaseEncoded: { value: phase ?? null, interpretation: phaseText(phase, isPhaseKnown) },
    sessionLengthMinutes: {
      value: sessionLengthMinutes,
      interpretation: `${counted(Math.round(sessionLengthMinutes), 'minute')} into the session`,
    },
    userSkillFamiliarity: {
      value: userSkillFamiliarity,
      interpretation: `completed ${counted(userSkillFamiliarity, 'time')} before ${isUserKnown ? 'by this user' : 'in this session'}`,
    },
    skillSuccessRate: {
      value: skillKnown === 0 ? null : skillCompleted / skillKnown,
      interpretation: `completed ${skillCompleted} of ${counted(skillKnown, 'known outcome')} ever`,
    },
  };
}

function phaseText(phase: string | undefined, isKnown: boolean): string {
  if (phase === undefined) return 'no phase given';
  return isKnown ? `phase ${phase}` : `phase ${phase}, which the model has not seen: taken as none`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
