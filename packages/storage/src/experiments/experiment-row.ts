import type { Experiment, ExperimentMetricName, ExperimentSettings } from '@skills/schema';
import {
  experimentMetric,
  experimentMetricNames,
  experimentSettingsSchema,
  parseTimestampMs,
  SkillsError,
} from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import { toNullableText, toNumber, toText } from '../read/cell.ts';

/** Of `ab_test_configs AS c LEFT JOIN ab_test_settings AS s`, in the order that `toExperiment` reads. */
export const experimentColumns = `c.test_id, c.test_name, c.description, c.control_strategy, c.treatment_strategy,
  c.start_date, c.end_date, c.min_sample_size, c.metrics, c.assignment_ratio, c.status, s.settings`;

type StoredColumns = Omit<Experiment, 'settings'> & { readonly metrics: string | null };

const defaultMinSampleSize = 100;
const defaultRatio = 0.5;

/** @throws {SkillsError} 'storage-corrupt' when a date or the settings cannot be read */
export function toExperiment(row: SqlRow): Experiment {
  const { metrics, ...stored } = readColumns(row);
  const text = toNullableText(row[11]);
  return { ...stored, settings: text === null ? predecessorSettings(stored, metrics) : readSettings(text, stored) };
}

function readColumns(row: SqlRow): StoredColumns {
  const testName = toText(row[1]);
  const end = toNullableText(row[6]);
  const ratio = typeof row[9] === 'number' && row[9] > 0 && row[9] < 1 ? row[9] : defaultRatio;
  return {
    testId: toNumber(row[0]),
    testName,
    description: toNullableText(row[2]) ?? '',
    controlStrategy: toText(row[3]),
    treatmentStrategy: toText(row[4]),
    startMs: timeOf(toText(row[5]), testName),
    endMs: end === null ? null : timeOf(end, testName),
    minSampleSize: typeof row[7] === 'number' ? Math.max(1, Math.round(row[7])) : defaultMinSampleSize,
    metrics: toNullableText(row[8]),
    assignmentRatio: ratio,
    status: row[10] === 'stopped' || row[10] === 'completed' ? row[10] : 'running',
  };
}

function timeOf(text: string, testName: string): number {
  const ms = parseTimestampMs(text);
  if (ms === undefined) throw new SkillsError('storage-corrupt', `experiment ${testName} has the date ${text}`);
  return ms;
}

function readSettings(text: string, { testName }: Pick<Experiment, 'testName'>): ExperimentSettings {
  try {
    return experimentSettingsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SkillsError('storage-corrupt', `experiment ${testName} has settings that cannot be read`, { cause });
  }
}

/** An experiment of the predecessor: outcomes were handed in, and its metrics were named but never looked at. */
function predecessorSettings(
  stored: Pick<Experiment, 'testName' | 'startMs' | 'endMs' | 'minSampleSize' | 'assignmentRatio'>,
  metrics: string | null,
): ExperimentSettings {
  const known = metricNames(metrics);
  return {
    design: 'randomised',
    seed: stored.testName,
    outcomesFrom: 'recorded',
    skillName: null,
    skillKind: null,
    controlVersion: null,
    treatmentVersion: null,
    changeAtMs: null,
    metrics: (known.length === 0 ? (['completion_rate'] as const) : known).map((metric) => experimentMetric(metric)),
    alpha: 0.05,
    inference: 'sequential',
    sequentialTuning: 2 * stored.minSampleSize,
    winsorizeAt: null,
    prePeriodDays: 0,
    minimumEffect: null,
    plannedEndMs: stored.endMs,
    ratios: [{ fromMs: stored.startMs, ratio: stored.assignmentRatio }],
    pauses: [],
  };
}

/** The predecessor's schema says a JSON array, its code wrote names joined by commas. */
function metricNames(text: string | null): readonly ExperimentMetricName[] {
  const words = new Set((text ?? '').split(/[^a-z_]+/));
  return experimentMetricNames.filter((name) => words.has(name));
}
