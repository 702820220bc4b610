import type { EffectResult, ExperimentMetricName, MetricResult } from '@skills/schema';

const names = {
  completion_rate: 'completion rate',
  duration_seconds: 'duration',
  user_rating: 'rating',
  invocation_count: 'calls per user',
  activation_rate: 'share of users who used it',
} as const satisfies Record<ExperimentMetricName, string>;

export function metricName(metric: ExperimentMetricName): string {
  return names[metric];
}

/** `completion rate 81.0 % against 74.0 %, +7.0 pp (95 % interval +3.0 to +11.0)`. */
export function effectWords(metric: MetricResult, { lower, upper, effect }: Bounds, confidence: number): string {
  const name = metric.metric;
  const values = `${valueWords(name, metric.treatment.value)} against ${valueWords(name, metric.control.value)}`;
  const percent = `${Number((confidence * 100).toFixed(1))} %`;
  const interval =
    lower === null || upper === null
      ? ''
      : ` (${percent} interval ${differenceWords(name, lower)} to ${differenceWords(name, upper)})`;
  return `${metricName(name)} ${values}, ${differenceWords(name, effect)}${interval}`;
}

export type Bounds = {
  readonly effect: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};

/** The effect that the verdict was taken from, with the interval of the inference that was chosen. */
export function decidedBounds(
  metric: MetricResult,
  inference: 'sequential' | 'fixed',
): Bounds & Pick<EffectResult, 'pValue' | 'pValueSequential'> {
  const of = metric.decidedBy === 'cuped' && metric.cuped !== null ? metric.cuped : metric;
  const isSequential = inference === 'sequential';
  return {
    effect: of.effect,
    lower: isSequential ? of.sequentialLower : of.lower,
    upper: isSequential ? of.sequentialUpper : of.upper,
    pValue: of.pValue,
    pValueSequential: of.pValueSequential,
  };
}

function valueWords(metric: ExperimentMetricName, value: number | null): string {
  return value === null ? 'unknown' : inUnit(metric, value);
}

function differenceWords(metric: ExperimentMetricName, value: number | null): string {
  if (value === null) return 'unknown';
  const size = inUnit(metric, Math.abs(value)).replace(' %', ' pp');
  return `${value < 0 ? '-' : '+'}${size}`;
}

function inUnit(metric: ExperimentMetricName, value: number): string {
  if (metric === 'completion_rate' || metric === 'activation_rate') return `${(value * 100).toFixed(1)} %`;
  return metric === 'duration_seconds' ? `${Number(value.toPrecision(3))} s` : String(Number(value.toPrecision(3)));
}

/** `p=0.0123`, `p<0.0001`. */
export function pWords(pValue: number | null): string {
  if (pValue === null) return 'p unknown';
  return pValue < 0.0001 ? 'p<0.0001' : `p=${pValue.toFixed(4)}`;
}
