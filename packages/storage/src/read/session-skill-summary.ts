import type { SkillKind } from '@skills/schema';

export type SessionSkillSummary = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  /** Seconds of the calls whose duration is known; `null` when none is. */
  readonly durationSeconds: number | null;
};

type SummarisedEvent = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly completed: boolean | null;
  readonly durationSeconds: number | null;
};

/** What one session did with each skill, the most used first, equal ones by name. */
export function sessionSkillSummaries(events: readonly SummarisedEvent[]): readonly SessionSkillSummary[] {
  const groups = Map.groupBy(events, ({ kind, skillName }) => `${kind} ${skillName}`);
  const summaries = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const durations = group.flatMap(({ durationSeconds }) => (durationSeconds === null ? [] : [durationSeconds]));
    return [
      {
        skillName: first.skillName,
        kind: first.kind,
        invocations: group.length,
        completed: group.filter(({ completed }) => completed === true).length,
        failed: group.filter(({ completed }) => completed === false).length,
        durationSeconds: durations.length === 0 ? null : durations.reduce((sum, seconds) => sum + seconds, 0),
      },
    ];
  });
  return summaries.toSorted((a, b) => b.invocations - a.invocations || (a.skillName < b.skillName ? -1 : 1));
}
