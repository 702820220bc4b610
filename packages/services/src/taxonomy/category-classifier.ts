import { type NamedText, TextClassifier } from '@skills/collaborative-filtering';
import type { LabelledSkill } from './labelled-skills.ts';

export type CategoryGuess = {
  /** `null`: the skill most likely fits none. */
  readonly categoryName: string | null;
  /** Share of such guesses that are right. */
  readonly confidence: number;
};

export type ClassifierFigures = {
  readonly samples: number;
  /** Share of the sample that is put right when it is left out. */
  readonly accuracy: number;
  /** Mean difference between confidence and accuracy, over tenths of confidence (expected calibration error). */
  readonly calibrationError: number;
};

const none = '';
const bins = 10;

/** Puts skills into categories by their names and descriptions, after the labelled ones. */
export class CategoryClassifier {
  readonly figures: ClassifierFigures;
  readonly #classifier: TextClassifier;

  /** @throws {RangeError} without skills of at least two categories */
  constructor(sample: readonly LabelledSkill[]) {
    this.#classifier = new TextClassifier(
      sample.map(({ name, description, categories }) => ({
        name,
        description,
        labels: categories.length === 0 ? [none] : categories,
      })),
    );
    this.figures = figuresOf(sample, this.#classifier);
  }

  guess(skill: NamedText): CategoryGuess {
    const [best] = this.#classifier.classify(skill);
    return { categoryName: nameOf(best?.label), confidence: best?.confidence ?? 0 };
  }
}

function nameOf(label: string | undefined): string | null {
  return label === undefined || label === none ? null : label;
}

function figuresOf(sample: readonly LabelledSkill[], { leftOut }: TextClassifier): ClassifierFigures {
  const guesses = sample.map(({ categories }, index) => {
    const { label = none, confidence = 0 } = leftOut[index]?.[0] ?? {};
    const isRight = label === none ? categories.length === 0 : categories.includes(label);
    return { confidence, isRight };
  });
  const byTenth = Map.groupBy(guesses, ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)));
  const difference = byTenth.values().reduce((sum, tenth) => {
    const gap = tenth.reduce((total, { confidence, isRight }) => total + confidence - Number(isRight), 0);
    return sum + Math.abs(gap);
  }, 0);
  return {
    samples: sample.length,
    accuracy: guesses.filter(({ isRight }) => isRight).length / sample.length,
    calibrationError: difference / sample.length,
  };
}
