import { gramMatrix } from '../matrix/gram-matrix.ts';
import { invertPositiveDefinite } from '../matrix/invert-positive-definite.ts';
import type { InteractionMatrix } from '../matrix/interaction-matrix.ts';
import { itemWeightsRecommender } from './item-weights.ts';
import type { Recommender } from './recommender.ts';

/**
 * EASEᴿ (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): the item weights that best predict each
 * item from all others under an L2 penalty, in closed form. With P = (XᵀX + λI)⁻¹, B = −P / diag(P) and a zero diagonal.
 *
 * @param options.lambda - penalty; larger shrinks more
 * @throws {RangeError} when lambda is not above 0
 */
export function fitEase(matrix: InteractionMatrix, { lambda = 200 }: EaseOptions = {}): Recommender {
  return easeOfWeights(easeWeights(matrix, { lambda }), { itemCount: matrix.itemCount, lambda });
}

export type EaseOptions = { readonly lambda?: number };

/**
 * What `fitEase` computes, so that it can be computed in another thread: row-major, `itemCount` × `itemCount`; row `i`
 * says how much item `i` speaks for the others.
 */
export function easeWeights(matrix: InteractionMatrix, { lambda = 200 }: EaseOptions = {}): Float64Array<ArrayBuffer> {
  if (!(lambda > 0)) throw new RangeError(`lambda must be above 0, got ${lambda}`);
  const { itemCount } = matrix;
  const gram = gramMatrix(matrix);
  for (let item = 0; item < itemCount; item += 1) {
    const cell = item * itemCount + item;
    gram[cell] = (gram[cell] ?? 0) + lambda;
  }
  const weights = invertPositiveDefinite(gram, itemCount);
  const diagonal = Float64Array.from({ length: itemCount }, (_, item) => weights[item * itemCount + item] ?? 1);
  for (let row = 0; row < itemCount; row += 1) {
    for (let column = 0; column < itemCount; column += 1) {
      const cell = row * itemCount + column;
      weights[cell] = row === column ? 0 : -(weights[cell] ?? 0) / (diagonal[column] ?? 1);
    }
  }
  return weights;
}

export function easeOfWeights(
  weights: Float64Array,
  { itemCount, lambda = 200 }: EaseOptions & { readonly itemCount: number },
): Recommender {
  return itemWeightsRecommender(`EASE (lambda = ${lambda})`, itemCount, weights);
}
