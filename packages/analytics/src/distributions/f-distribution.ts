import { betaTails } from './incomplete-beta.ts';
import { requirePositive } from './requirements.ts';

export type FDegreesOfFreedom = {
  /** Of the variance above the line, and of the one below it. */
  readonly numerator: number;
  readonly denominator: number;
};

/**
 * Upper tail of Fisher's and Snedecor's F: the p-value of a ratio of variances.
 *
 * @param f - `>= 0`; `Infinity` gives 0
 * @throws {RangeError} when f is below 0 or the degrees of freedom are not finite and above 0
 * @example
 * fSurvival(4, { numerator: 2, denominator: 10 }); // 0.05282854
 */
export function fSurvival(f: number, degreesOfFreedom: FDegreesOfFreedom): number {
  return fTails(f, degreesOfFreedom).lower;
}

/**
 * Distribution function of F.
 *
 * @throws {RangeError} as `fSurvival`
 * @example
 * fCdf(4, { numerator: 2, denominator: 10 }); // 0.94717146
 */
export function fCdf(f: number, degreesOfFreedom: FDegreesOfFreedom): number {
  return fTails(f, degreesOfFreedom).upper;
}

function fTails(f: number, { numerator, denominator }: FDegreesOfFreedom): ReturnType<typeof betaTails> {
  if (!(f >= 0)) throw new RangeError(`the F distribution requires f >= 0, got ${f}`);
  requirePositive(numerator, 'the numerator degrees of freedom of F');
  requirePositive(denominator, 'the denominator degrees of freedom of F');
  if (f === Infinity) return { lower: 0, upper: 1 };
  const ratio = (numerator * f) / denominator;
  return betaTails({ x: 1 / (1 + ratio), complement: ratio / (1 + ratio) }, { a: denominator / 2, b: numerator / 2 });
}
