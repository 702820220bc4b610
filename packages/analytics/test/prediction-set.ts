import { readFileSync } from 'node:fs';
import { featureMatrix, type FeatureMatrix } from '../src/prediction/feature-matrix.ts';

export const predictionSets = ['additive', 'interactions', 'rare-failure'] as const;
export type PredictionSet = (typeof predictionSets)[number];

export type SetRows = { readonly matrix: FeatureMatrix; readonly labels: Uint8Array };

const features = 7;

/** One half of a set: its seven features and outcomes, and never what the generator knew (`bayes_p`). */
export function predictionSetRows(set: PredictionSet, half: 'train' | 'test'): SetRows {
  const text = readFileSync(new URL(`fixtures/prediction/${set}/${half}.csv`, import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split(',').slice(0, features);
  const rows = lines.map((line) => line.split(',').map(Number));
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index] ?? Number.NaN);
  return {
    matrix: featureMatrix(Object.fromEntries(names.map((name, index) => [name, column(index)]))),
    labels: Uint8Array.from(column(features)),
  };
}

/** The rows with one more column that says the same of every row, as a baseline that knows no skill. */
export function withConstantBaseline({ matrix, labels }: SetRows, rate: number): SetRows {
  const columns = [...matrix.columns, new Float64Array(matrix.rows).fill(rate)];
  return { labels, matrix: { rows: matrix.rows, names: [...matrix.names, 'baseline'], columns } };
}
