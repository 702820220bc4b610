import {
  type AnomalyLimits,
  anomalyStep,
  commonSpreads,
  type DeviationTest,
  type ErrorHistory,
  type FoundAnomaly,
  hoursPerDay,
  scanSkill,
  type SkillBaseline,
  type SkillHistory,
  type SkillTests,
} from '@skills/analytics';
import type { AnomalyType, RecordedAnomaly } from '@skills/schema';

const hourMs = 3_600_000;

export type Looks = {
  /** Hours since the epoch: looks are taken after `afterHour` up to and at `endHour`. */
  readonly afterHour: number;
  readonly endHour: number;
  /** At least the 24 hours before every look. */
  readonly histories: readonly SkillHistory[];
  /** Baselines of a UTC day by skill. */
  readonly baselinesOf: (day: number) => ReadonlyMap<number, SkillBaseline>;
  /** New types of errors by skill name, as of the last look. */
  readonly errors: ReadonlyMap<string, ErrorHistory>;
  readonly open: readonly RecordedAnomaly[];
  readonly limits: AnomalyLimits;
};

/**
 * Takes one look at every skill for each hour, and carries what is open from look to look.
 *
 * @returns every anomaly that was open or began, as it stands after the last look
 */
export function takeLooks(looks: Looks): readonly RecordedAnomaly[] {
  const { afterHour, endHour, histories, limits } = looks;
  const skillIds = new Map(histories.map(({ skillId, skillName, kind }) => [`${kind} ${skillName}`, skillId]));
  const bySkill = new Map(histories.map((history) => [history.skillId, history]));
  let open: readonly OpenRow[] = looks.open.map((row) => toOpenRow(row, skillIds.get(`${row.kind} ${row.skillName}`)));
  const ended: RecordedAnomaly[] = [];
  let [day, baselines, common] = [-1, looks.baselinesOf(dayOf(endHour)), commonSpreads([])];
  for (let hour = afterHour + 1; hour <= endHour; hour += 1) {
    if (dayOf(hour) !== day) {
      day = dayOf(hour);
      baselines = looks.baselinesOf(day);
      common = commonSpreads([...baselines.values()]);
    }
    const tests = histories.flatMap((history): readonly SkillTests<number>[] => {
      const baseline = baselines.get(history.skillId);
      if (baseline === undefined) return [];
      // How often errors occurred is known as of now only.
      const errors = hour === endHour ? looks.errors.get(history.skillName) : undefined;
      return [{ skill: history.skillId, tests: scanSkill({ hours: history.hours, baseline, errors }, hour, common) }];
    });
    const step = anomalyStep(tests, open, { endHour: hour, limits });
    const resolved = new Set(step.resolved);
    const seen = new Map(step.seen.map((again) => [again.anomaly, again]));
    for (const row of step.resolved) ended.push({ ...row.row, resolvedAtMs: hour * hourMs });
    const opened = step.opened.flatMap((found) => {
      const skill = bySkill.get(found.skill);
      return skill === undefined ? [] : [toOpenRow(begun(skill, found, hour), found.skill)];
    });
    open = [
      ...open
        .filter((row) => !resolved.has(row))
        .map((row) => {
          const again = seen.get(row);
          return again === undefined ? row : toOpenRow(seenAgain(row.row, again, hour), row.skill);
        }),
      ...opened,
    ];
  }
  return [...ended, ...open.map(({ row }) => row)];
}

type OpenRow = {
  readonly row: RecordedAnomaly;
  /** -1 for one whose skill has not run lately. */
  readonly skill: number;
  readonly metric: RecordedAnomaly['metric'];
  readonly detail: string | null;
  readonly lastSeenHour: number;
};

function toOpenRow(row: RecordedAnomaly, skill = -1): OpenRow {
  const { metric, detail } = row;
  return { row, skill, metric, detail, lastSeenHour: Math.floor(row.lastSeenAtMs / hourMs) };
}

/** The clearest look so far is kept. */
function seenAgain(
  row: RecordedAnomaly,
  { test, qValue }: { readonly test: DeviationTest; readonly qValue: number },
  hour: number,
): RecordedAnomaly {
  const isSameWay = Math.sign(test.score) === Math.sign(row.deviationScore ?? 0);
  const lastSeenAtMs = hour * hourMs;
  if (!isSameWay || test.pValue >= (row.pValue ?? 1)) return { ...row, lastSeenAtMs };
  return {
    ...row,
    lastSeenAtMs,
    baselineValue: test.baselineValue,
    observedValue: test.observedValue,
    deviationScore: test.score,
    pValue: test.pValue,
    qValue: Math.min(qValue, row.qValue ?? 1),
  };
}

function begun(skill: SkillHistory, { test, qValue }: FoundAnomaly<number>, hour: number): RecordedAnomaly {
  return {
    anomalyId: null,
    skillName: skill.skillName,
    kind: skill.kind,
    metric: test.metric,
    detail: test.detail,
    anomalyType: anomalyTypeOf(test),
    baselineValue: test.baselineValue,
    observedValue: test.observedValue,
    deviationScore: test.score,
    pValue: test.pValue,
    qValue,
    startedAtMs: test.startHour * hourMs,
    detectedAtMs: hour * hourMs,
    lastSeenAtMs: hour * hourMs,
    resolvedAtMs: null,
  };
}

function anomalyTypeOf({ metric, score }: FoundAnomaly<number>['test']): AnomalyType {
  switch (metric) {
    case 'completion_rate':
      return score < 0 ? 'performance_drop' : 'performance_spike';
    case 'duration_seconds':
      return 'duration_shift';
    case 'invocations':
      return 'volume_change';
    case 'hour_pattern':
      return 'pattern_shift';
    case 'error_type':
      return 'new_error';
    default:
      return metric satisfies never;
  }
}

function dayOf(hour: number): number {
  return Math.floor(hour / hoursPerDay);
}
