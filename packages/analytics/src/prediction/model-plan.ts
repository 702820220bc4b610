import { binnedBy, binnedMatrix } from './binned-matrix.ts';
import { columnsNamed, type FeatureMatrix } from './feature-matrix.ts';
import { gradientBoosting, type GradientBoostingOptions } from './gradient-boosting.ts';
import { addLeaves, type PackedTrees } from './packed-trees.ts';
import { randomForest, type RandomForestOptions } from './random-forest.ts';
import { coreProbabilities, type ModelCore, probabilityOfSum } from './success-model.ts';

/** A way to train a model. */
export type ModelPlan =
  | { readonly kind: 'random-forest'; readonly name: string; readonly options: Omit<RandomForestOptions, 'seed'> }
  | {
      readonly kind: 'gradient-boosting';
      readonly name: string;
      readonly options: Omit<GradientBoostingOptions, 'seed' | 'trees'>;
      /** Numbers of rounds to choose from, ascending. */
      readonly rounds: readonly number[];
    }
  | { readonly kind: 'smoothed-rate'; readonly name: string };

/** What validation chooses among. The forests differ in their leaves, boosting in how much a tree can say. */
export const modelPlans: readonly Exclude<ModelPlan, { kind: 'smoothed-rate' }>[] = [
  { kind: 'random-forest', name: 'forest with leaves of 20', options: { minLeaf: 20 } },
  { kind: 'random-forest', name: 'forest with leaves of 5', options: { minLeaf: 5 } },
  {
    kind: 'gradient-boosting',
    name: 'boosting of depth 2',
    options: { maxDepth: 2, learningRate: 0.1 },
    rounds: [25, 50, 75, 100, 150, 200],
  },
  {
    kind: 'gradient-boosting',
    name: 'boosting of depth 3',
    options: { maxDepth: 3, learningRate: 0.1 },
    rounds: [25, 50, 75, 100, 150, 200],
  },
];

export type TrainingSet = { readonly matrix: FeatureMatrix; readonly labels: Uint8Array; readonly seed: number };

/** Trains a plan; `rounds` counts only for boosting. */
export function trainedCore(plan: ModelPlan, set: TrainingSet, rounds: number): ModelCore {
  if (plan.kind === 'smoothed-rate') return { kind: 'smoothed-rate' };
  const binned = binnedMatrix(set.matrix);
  const { edges } = binned;
  if (plan.kind === 'random-forest') {
    return { kind: plan.kind, edges, trees: randomForest(binned, set.labels, { ...plan.options, seed: set.seed }) };
  }
  const options = { ...plan.options, seed: set.seed, trees: rounds };
  return { kind: plan.kind, edges, ...gradientBoosting(binned, set.labels, options) };
}

/** Numbers of rounds among which validation chooses; one entry that means nothing for what has no rounds. */
export function roundsOf(plan: ModelPlan): readonly number[] {
  return plan.kind === 'gradient-boosting' ? plan.rounds : [0];
}

/** Probabilities before calibration that a plan gives for new rows, for each of its numbers of rounds. */
export function stagedProbabilities(plan: ModelPlan, set: TrainingSet, rows: FeatureMatrix): readonly Float64Array[] {
  const stages = roundsOf(plan);
  const core = trainedCore(plan, set, stages.at(-1) ?? 0);
  if (core.kind !== 'gradient-boosting') return [coreProbabilities(core, set.matrix.names, rows)];
  const { columns } = binnedBy(core.edges, columnsNamed(rows, set.matrix.names));
  const sums = new Float64Array(rows.rows);
  return stages.map((stage, index) => {
    addSomeTrees(core.trees, [stages[index - 1] ?? 0, stage], { columns, sums });
    return sums.map((sum) => probabilityOfSum(core, sum));
  });
}

function addSomeTrees(
  trees: PackedTrees,
  [from, to]: readonly [number, number],
  rows: { readonly columns: readonly Uint8Array[]; readonly sums: Float64Array },
): void {
  for (const root of trees.roots.subarray(from, to)) addLeaves(trees, root, rows);
}
