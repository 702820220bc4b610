import { sampleQuantile } from '@skills/analytics';
import { type EndInsight, type SessionMeasure, sessionMeasures } from '@skills/schema';

/** One session in numbers. */
export type UsualSession = {
  readonly calls: number;
  readonly skills: number;
  readonly completed: number;
  readonly failed: number;
  readonly minutes: number;
};

const fewestSessions = 5;
/** Between the two lie eight of ten sessions. */
const [low, high] = [0.1, 0.9];

/** Each measure beside that of earlier sessions; fewer than five are no measure. */
export function comparedWithUsual(session: UsualSession, usual: readonly UsualSession[]): EndInsight['compared'] {
  return sessionMeasures.flatMap((measure) => {
    const value = valueOf(session, measure);
    const values = usual.flatMap((each) => valueOf(each, measure) ?? []);
    if (value === undefined || values.length < fewestSessions) return [];
    const [usualLow, usualMedian, usualHigh] = [low, 0.5, high].map((fraction) => sampleQuantile(values, fraction));
    if (usualLow === undefined || usualMedian === undefined || usualHigh === undefined) return [];
    const standing = value < usualLow ? 'lower' : value > usualHigh ? 'higher' : 'usual';
    return [{ measure, value, usualMedian, usualLow, usualHigh, standing }];
  });
}

function valueOf(session: UsualSession, measure: SessionMeasure): number | undefined {
  if (measure !== 'failureRate') return session[measure];
  const known = session.completed + session.failed;
  return known === 0 ? undefined : session.failed / known;
}
