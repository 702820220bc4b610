import { sampleMoments } from './sample-moments.ts';

export type EffectSize =
  | {
      readonly kind: 'estimated';
      readonly cohensD: number;
      /** Cohen's d less its bias in small samples. */ readonly hedgesG: number;
    }
  | { readonly kind: 'no-variation' }
  | { readonly kind: 'insufficient-data'; readonly required: 2; readonly actual: number };

/**
 * Difference of two means in units of their pooled standard deviation.
 *
 * @throws {RangeError} when a value is not finite
 * @see Hedges (1981), Journal of Educational Statistics 6(2):107-128, doi:10.3102/10769986006002107
 * @example
 * effectSize([1, 2, 3], [2, 3, 5]); // { kind: 'estimated', cohensD: -1.0328, hedgesG: -0.8262 }
 */
export function effectSize(a: ArrayLike<number>, b: ArrayLike<number>): EffectSize {
  const actual = Math.min(a.length, b.length);
  if (actual < 2) return { kind: 'insufficient-data', required: 2, actual };
  const [left, right] = [sampleMoments(a), sampleMoments(b)];
  const degreesOfFreedom = left.count + right.count - 2;
  const squares = left.variance * (left.count - 1) + right.variance * (right.count - 1);
  if (squares === 0) return { kind: 'no-variation' };
  const cohensD = (left.mean - right.mean) / Math.sqrt(squares / degreesOfFreedom);
  return { kind: 'estimated', cohensD, hedgesG: cohensD * (1 - 3 / (4 * degreesOfFreedom - 1)) };
}
