import type {
  ABTestConfig,
  CompleteABTestConfig,
  ExperimentMetric,
  ExperimentMetricName,
  NewExperiment,
} from '@skills/schema';
import {
  abTestConfigSchema,
  experimentMetric,
  experimentMetricNames,
  parseInput,
  parseTimestampMs,
  SkillsError,
} from '@skills/schema';

/**
 * Checks a configuration and completes it.
 *
 * @throws {SkillsError} 'invalid-input', naming the value: unknown metric, dates reversed, a ratio outside (0, 1) …
 */
export function toNewExperiment(config: ABTestConfig): NewExperiment {
  const parsed = parseInput<CompleteABTestConfig>(abTestConfigSchema, config);
  const startMs = timeOf(parsed.startDate);
  const endMs = parsed.endDate === null || parsed.endDate === undefined ? null : timeOf(parsed.endDate);
  requireThat(
    endMs === null || endMs > startMs,
    `endDate ${parsed.endDate} is not after startDate ${parsed.startDate}`,
  );
  requireFraction('assignmentRatio', parsed.assignmentRatio);
  requireFraction('alpha', parsed.alpha);
  const { minSampleSize, prePeriodDays, minimumEffect = null, winsorizeAt = null } = parsed;
  requireThat(
    Number.isSafeInteger(minSampleSize) && minSampleSize >= 1,
    `minSampleSize ${minSampleSize} is no integer >= 1`,
  );
  requireThat(prePeriodDays >= 0 && prePeriodDays <= 365, `prePeriodDays ${prePeriodDays} is outside 0 to 365`);
  requireThat(minimumEffect === null || minimumEffect > 0, `minimumEffect ${minimumEffect} is not above 0`);
  requireThat(
    winsorizeAt === null || (winsorizeAt > 0.5 && winsorizeAt < 1),
    `winsorizeAt ${winsorizeAt} is outside (0.5, 1)`,
  );
  const changeAtMs = parsed.changeAt === null || parsed.changeAt === undefined ? null : timeOf(parsed.changeAt);
  checkDesign(parsed, { startMs, endMs, changeAtMs });
  const outcomesFrom = parsed.outcomesFrom ?? defaultSource(parsed);
  return {
    testName: parsed.testName,
    description: parsed.description,
    controlStrategy: parsed.controlStrategy,
    treatmentStrategy: parsed.treatmentStrategy,
    startMs,
    endMs,
    minSampleSize,
    assignmentRatio: parsed.assignmentRatio,
    status: 'running',
    settings: {
      design: parsed.design,
      seed: parsed.seed ?? parsed.testName,
      outcomesFrom,
      skillName: parsed.skillName ?? null,
      skillKind: parsed.skillKind ?? null,
      controlVersion: parsed.controlVersion ?? null,
      treatmentVersion: parsed.treatmentVersion ?? null,
      changeAtMs,
      metrics: metricsOf(parsed),
      alpha: parsed.alpha,
      inference: parsed.inference,
      sequentialTuning: 2 * minSampleSize,
      winsorizeAt,
      prePeriodDays: parsed.design === 'randomised' ? prePeriodDays : 0,
      minimumEffect,
      plannedEndMs: endMs,
      ratios: [{ fromMs: startMs, ratio: parsed.assignmentRatio }],
      pauses: [],
    },
  };
}

/** @throws {SkillsError} 'invalid-input' */
export function requireFraction(name: string, value: number): void {
  requireThat(value > 0 && value < 1, `${name} ${value} is outside (0, 1)`);
}

function defaultSource({ skillName, design }: CompleteABTestConfig): 'recorded' | 'events' {
  return design === 'randomised' && (skillName === null || skillName === undefined) ? 'recorded' : 'events';
}

type Times = { readonly startMs: number; readonly endMs: number | null; readonly changeAtMs: number | null };

function checkDesign(config: CompleteABTestConfig, { startMs, endMs, changeAtMs }: Times): void {
  const { design, skillName, controlVersion, treatmentVersion, outcomesFrom } = config;
  const needsLog = design !== 'randomised' || outcomesFrom === 'events';
  requireThat(!needsLog || Boolean(skillName), `skillName is missing: the outcomes of this experiment are of the log`);
  requireThat(
    design === 'randomised' || outcomesFrom !== 'recorded',
    `outcomesFrom recorded: a ${design} comparison is taken from the log`,
  );
  if (design === 'versions') {
    requireThat(Boolean(controlVersion) && Boolean(treatmentVersion), 'controlVersion or treatmentVersion is missing');
  }
  requireThat(
    !controlVersion || controlVersion !== treatmentVersion,
    `controlVersion and treatmentVersion are both ${controlVersion}`,
  );
  requireThat(design === 'before_after' || changeAtMs === null, `changeAt ${config.changeAt} is for before_after only`);
  if (design !== 'before_after') return;
  requireThat(changeAtMs !== null, 'changeAt is missing');
  requireThat(
    changeAtMs !== null && changeAtMs > startMs && (endMs === null || changeAtMs < endMs),
    `changeAt ${config.changeAt} is not between startDate ${config.startDate} and the end`,
  );
}

function metricsOf({ metrics, guardrails, ...config }: CompleteABTestConfig): ExperimentMetric[] {
  requireThat(metrics.length > 0, 'metrics is empty: one has to decide');
  const lower = new Set(config.lowerIsBetter.map(requireMetric));
  const higher = new Set(config.higherIsBetter.map(requireMetric));
  const directed = (metric: ExperimentMetricName): Partial<ExperimentMetric> => {
    if (lower.has(metric)) return { better: 'lower' };
    return higher.has(metric) ? { better: 'higher' } : {};
  };
  const goals = metrics.map(requireMetric).map((metric) => experimentMetric(metric, directed(metric)));
  const guarded = guardrails.map(({ metric: given, margin }) => {
    const metric = requireMetric(given);
    requireFraction(`margin of guardrail ${metric}`, margin);
    return experimentMetric(metric, { ...directed(metric), role: 'guardrail', margin });
  });
  const all = [...goals, ...guarded];
  const twice = all.find(({ metric }, index) => all.findIndex((other) => other.metric === metric) !== index);
  requireThat(twice === undefined, `metric ${twice?.metric} is named twice`);
  return all;
}

/** @throws {SkillsError} 'invalid-input' */
export function requireMetric(given: string): ExperimentMetricName {
  const known = experimentMetricNames.find((name) => name === given);
  if (known !== undefined) return known;
  throw new SkillsError(
    'invalid-input',
    `unknown metric ${given}: expected one of ${experimentMetricNames.join(', ')}`,
  );
}

function requireThat(condition: boolean, message: string): void {
  if (!condition) throw new SkillsError('invalid-input', message);
}

function timeOf(timestamp: string): number {
  const ms = parseTimestampMs(timestamp);
  if (ms === undefined) throw new SkillsError('invalid-input', `${timestamp} is no ISO 8601 time`);
  return ms;
}
