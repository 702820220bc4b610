import type { ExperimentMetric, MetricResult } from '@skills/schema';
import { alwaysValidTest } from './analyze-effect.ts';
import type { ArmDifference } from './arm-difference.ts';
import type { NonInferiorityVerdict } from './non-inferiority-test.ts';
import { nonInferiorityTest, nonInferiorityVerdict } from './non-inferiority-test.ts';
import type { SequentialOptions } from './sequential-effect-test.ts';
import { twoSidedEffectTest } from './two-sided-effect-test.ts';

export type GuardrailQuestion = SequentialOptions & {
  readonly metric: ExperimentMetric;
  readonly inference: 'sequential' | 'fixed';
};

type GuardrailVerdict = NonNullable<MetricResult['guardrail']>['verdict'];

const verdicts = {
  'non-inferior': 'safe',
  inferior: 'harmed',
  inconclusive: 'unproven',
} as const satisfies Record<NonInferiorityVerdict, GuardrailVerdict>;

/**
 * Non-inferiority of a guardrail, by the interval of the chosen inference: safe when all of it lies above the loss that
 * is accepted, harmed when all of it lies below. The margin is a share of control's value.
 *
 * @returns `null` for a metric that is no guardrail
 */
export function analyzeGuardrail(difference: ArmDifference, question: GuardrailQuestion): MetricResult['guardrail'] {
  const { metric, inference } = question;
  if (metric.role !== 'guardrail' || metric.margin === null) return null;
  const marginAbsolute = metric.margin * Math.abs(difference.controlValue);
  const options = { margin: marginAbsolute, lowerIsBetter: metric.better === 'lower' };
  const isSequential = inference === 'sequential';
  const { interval } = isSequential ? alwaysValidTest(difference, question) : twoSidedEffectTest(difference, question);
  const gain = metric.better === 'higher' ? difference.effect : -difference.effect;
  return {
    margin: metric.margin,
    marginAbsolute,
    pValue: isSequential
      ? lossPValue(difference, gain + marginAbsolute, question)
      : nonInferiorityTest(difference, options).pValue,
    verdict: verdicts[nonInferiorityVerdict(interval, options)],
  };
}

/** Always valid, of the hypothesis that the loss is the margin or more. */
function lossPValue(difference: ArmDifference, aboveMargin: number, options: SequentialOptions): number {
  return aboveMargin <= 0 ? 1 : alwaysValidTest({ ...difference, effect: aboveMargin }, options).pValue;
}
