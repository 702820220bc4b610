import { invertPositiveDefinite } from '../matrix/invert-positive-definite.ts';
import { FeaturePostings } from './feature-postings.ts';
import { FeatureRarity } from './feature-rarity.ts';
import { labelFeatures, type NamedText } from './label-features.ts';
import { softmax } from './softmax.ts';

export type LabelledText = NamedText & {
  /** One or more of the labels. */
  readonly labels: readonly string[];
};

export type LabelConfidence = {
  readonly label: string;
  /** Calibrated: of things with 0.8, eight in ten are right. */
  readonly confidence: number;
};

// Ridge and the constant in the kernel, which is the intercept; chosen by cross-validation, in which a factor of 3 either
// way costs 2 points of accuracy.
const ridge = 1;
const intercept = 0.05;

/**
 * Least-squares classifier on the features of names and descriptions, every class weighted alike. Its leave-one-out scores
 * come in closed form from the fit, and on them the sharpness of the confidences is calibrated.
 *
 * @see Cawley (2006), Leave-one-out cross-validation based model selection criteria for weighted LS-SVMs,
 *   doi:10.1109/IJCNN.2006.246634; Guo et al. (2017), On calibration of modern neural networks, arXiv:1706.04599
 */
export class TextClassifier {
  readonly labels: readonly string[];
  /** Confidences of each labelled text when it is left out, in their order. */
  readonly leftOut: readonly (readonly LabelConfidence[])[];
  readonly #rarity: FeatureRarity;
  readonly #postings: FeaturePostings;
  /** Per text, per label. */
  readonly #weights: readonly Float64Array[];
  readonly #sharpness: number;

  /** @throws {RangeError} without texts of at least two labels */
  constructor(sample: readonly LabelledText[]) {
    this.labels = [...new Set(sample.flatMap(({ labels }) => labels))].toSorted();
    if (this.labels.length < 2) throw new RangeError('TextClassifier requires texts of at least two labels');
    const features = sample.map(labelFeatures);
    this.#rarity = FeatureRarity.learn(features);
    const vectors = features.map((each) => this.#rarity.weigh(each));
    this.#postings = FeaturePostings.of(vectors);
    const kernel = new Float64Array(sample.length ** 2);
    const importance = importances(sample);
    vectors.forEach((vector, row) => {
      const products = this.#postings.products(vector);
      for (let column = 0; column < sample.length; column += 1) {
        kernel[row * sample.length + column] = (products[column] ?? 0) + intercept;
      }
      kernel[row * sample.length + row] = (kernel[row * sample.length + row] ?? 0) + ridge / (importance[row] ?? 1);
    });
    const inverse = invertPositiveDefinite(kernel, sample.length);
    const targets = sample.map(({ labels }) => this.labels.map((label) => (labels.includes(label) ? 1 : 0)));
    this.#weights = targets.map((_, row) => weightsOf(inverse, targets, row));
    const scores = targets.map((target, row) =>
      target.map((value, at) => value - (this.#weights[row]?.[at] ?? 0) / (inverse[row * sample.length + row] ?? 1)),
    );
    this.#sharpness = calibratedSharpness(scores, targets);
    this.leftOut = scores.map((each) => this.#confidences(each));
  }

  /** Every label, the surest first; the confidences add up to 1. */
  classify(text: NamedText): readonly LabelConfidence[] {
    const products = this.#postings.products(this.#rarity.weigh(labelFeatures(text)));
    const scores = this.labels.map((_, at) =>
      this.#weights.reduce((sum, weights, row) => sum + ((products[row] ?? 0) + intercept) * (weights[at] ?? 0), 0),
    );
    return this.#confidences(scores);
  }

  #confidences(scores: readonly number[]): readonly LabelConfidence[] {
    return softmax(scores, this.#sharpness)
      .map((confidence, at) => ({ label: this.labels[at] ?? '', confidence }))
      .toSorted((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1));
  }
}

/** So that the texts of every label together weigh the same. */
function importances(sample: readonly LabelledText[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const label of sample.flatMap(({ labels }) => labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const average = sample.length / counts.size;
  return sample.map(({ labels }) => Math.max(...labels.map((label) => average / (counts.get(label) ?? 1))));
}

function weightsOf(inverse: Float64Array, targets: readonly (readonly number[])[], row: number): Float64Array {
  const weights = new Float64Array(targets[0]?.length ?? 0);
  targets.forEach((target, column) => {
    const factor = inverse[row * targets.length + column] ?? 0;
    target.forEach((value, at) => {
      if (value !== 0) weights[at] = (weights[at] ?? 0) + factor * value;
    });
  });
  return weights;
}

const leastSharpness = 1;
const mostSharpness = 40;
const searchSteps = 40;

/** The sharpness of the lowest log loss, by golden-section search: the loss has one minimum. */
function calibratedSharpness(scores: readonly (readonly number[])[], targets: readonly (readonly number[])[]): number {
  const loss = (sharpness: number): number =>
    scores.reduce((sum, each, row) => {
      const right = softmax(each, sharpness).reduce((total, value, at) => total + value * (targets[row]?.[at] ?? 0), 0);
      return sum - Math.log(Math.max(right, 1e-12));
    }, 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = leastSharpness;
  let high = mostSharpness;
  for (let step = 0; step < searchSteps; step += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
