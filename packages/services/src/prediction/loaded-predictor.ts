import {
  decodedModel,
  type Explanation,
  featureSchemaVersion,
  type Interval,
  noPhaseCode,
  type PointInTime,
  probabilityInterval,
  shapleyContributions,
  skillFeatures,
  type SkillFeatures,
  skillFeatureNames,
  skillIdentityFeature,
  type SuccessModel,
  successProbability,
} from '@skills/analytics';
import { parseInput, predictorSettingsSchema, SkillsError } from '@skills/schema';
import type { StoredPredictor } from './predictor-ports.ts';

/** A moment as the model sees it, with what it says of it. */
export type MomentProbability = {
  readonly probability: number;
  /** See `probabilityInterval`. */
  readonly interval: Interval;
  readonly features: SkillFeatures;
};

/** A stored model, ready to answer. */
export class LoadedPredictor {
  readonly modelId: string;
  readonly trainedAtMs: number;
  readonly #model: SuccessModel;
  readonly #phases: readonly string[];

  /**
   * @throws {SkillsError} 'schema-unknown' | 'schema-newer' when its features mean something else than ours,
   * 'storage-corrupt' when it is damaged
   */
  constructor(stored: StoredPredictor & { readonly modelId: string }) {
    const { modelId, featureSchemaVersion: version } = stored;
    if (version !== featureSchemaVersion) {
      throw new SkillsError(
        version > featureSchemaVersion ? 'schema-newer' : 'schema-unknown',
        `the prediction model ${modelId} was trained with features of version ${version}, this program has version ${featureSchemaVersion}: run skills predict train`,
      );
    }
    this.modelId = modelId;
    this.trainedAtMs = stored.trainedAtMs;
    this.#model = decodedModel(stored.body);
    this.#phases = parseInput(predictorSettingsSchema, jsonOf(stored)).phases;
    const known = new Set<string>([...skillFeatureNames, skillIdentityFeature]);
    const strange = this.#model.featureNames.find((name) => !known.has(name));
    if (strange !== undefined) {
      throw new SkillsError('schema-unknown', `the prediction model ${modelId} asks for ${strange}: train it again`);
    }
  }

  get featureNames(): readonly string[] {
    return this.#model.featureNames;
  }

  /** Share of successes among the training rows. */
  get successRate(): number {
    return this.#model.successRate;
  }

  /** Whether the model has seen a phase. A phase that it has not seen counts as none and extends nothing. */
  knowsPhase(phase: string): boolean {
    return this.#phases.includes(phase);
  }

  /** What a call at a moment is up to; some microseconds. */
  probabilityAt(point: PointInTime, phase: string | undefined): MomentProbability {
    const features = this.#features(point, phase);
    const probability = successProbability(this.#model, this.#values(features));
    return { probability, interval: probabilityInterval(this.#model.reliability, probability), features };
  }

  /** Why; some ten milliseconds. Contributions are in the order of `featureNames`. */
  explanationOf(features: SkillFeatures): Explanation {
    return shapleyContributions(this.#model, this.#values(features));
  }

  #features(point: PointInTime, phase: string | undefined): SkillFeatures {
    // Phases count from 1, and one that is missing or new has the place before the first.
    const code = phase === undefined ? noPhaseCode : this.#phases.indexOf(phase) + 1;
    return skillFeatures(point, code, this.#model.successRate);
  }

  #values(features: SkillFeatures): readonly number[] {
    const byName = new Map<string, number>(Object.entries(features));
    return this.#model.featureNames.map((name) => byName.get(name) ?? Number.NaN);
  }
}

function jsonOf({ modelId, settings }: { readonly modelId: string; readonly settings: string }): unknown {
  try {
    return JSON.parse(settings);
  } catch (error) {
    throw new SkillsError('storage-corrupt', `the settings of the prediction model ${modelId} are damaged`, {
      cause: error,
    });
  }
}
