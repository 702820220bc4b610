import {
  encodedModel,
  type EventColumns,
  type ModelFigures,
  skillFeatureNames,
  skillIdentityFeature,
  trainSuccessModel,
  trainingTable,
  type TrainingWindow,
} from '@skills/analytics';

/** What is to be learned from. Plain data, so that it can cross into a thread. */
export type TrainingJob = {
  /** From the beginning of the log, in the order of time. */
  readonly events: EventColumns;
  readonly window: TrainingWindow;
  readonly seed: number;
};

/** What came of it. Plain data too. */
export type TrainingOutcome =
  | {
      readonly kind: 'trained';
      /** See `encodedModel`. */
      readonly body: Uint8Array<ArrayBuffer>;
      readonly featureNames: readonly string[];
      /** Ids of phases in the order of their codes. */
      readonly phases: readonly number[];
      readonly figures: ModelFigures;
    }
  /** Too little to learn from: an outcome to expect, not an error. */
  | {
      readonly kind: 'prior';
      readonly reason: string;
      readonly samples: number;
      readonly successRate: number | undefined;
    };

/** Known outcomes below which a model would only repeat noise. */
export const fewestSamples = 50;

/** Features, choice, training and figures in one go; seconds of work for a large log. */
export function trainedOutcome({ events, window, seed }: TrainingJob): TrainingOutcome {
  const { matrix, labels, phases, successRate } = trainingTable(events, window);
  const samples = labels.length;
  const prior = (reason: string): TrainingOutcome => ({
    kind: 'prior',
    reason,
    samples,
    successRate: samples === 0 ? undefined : successRate,
  });
  if (samples < fewestSamples) return prior(`${samples} known outcomes in the window, a model needs ${fewestSamples}`);
  if (successRate === 0) return prior(`none of the ${samples} known outcomes is a success`);
  if (successRate === 1) return prior(`none of the ${samples} known outcomes is a failure`);
  const { model, figures } = trainSuccessModel({
    matrix,
    labels,
    seed,
    optionalFeatures: [skillIdentityFeature],
    baselineFeature: skillIdentityFeature,
  });
  const taken = [...skillFeatureNames, skillIdentityFeature].filter((name) => model.featureNames.includes(name));
  return {
    kind: 'trained',
    body: Uint8Array.from(encodedModel(model)),
    featureNames: taken,
    phases: [...phases],
    figures,
  };
}
