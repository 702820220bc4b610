import type { ConfidenceLevel } from '@skills/schema';
import { betaCdf, betaQuantile, betaSurvival } from '../distributions/beta-distribution.ts';
import type { BetaShape } from '../distributions/incomplete-beta.ts';
import { requireCount } from '../distributions/requirements.ts';
import type { Interval } from '../inference/interval.ts';

/** Executions whose outcome is known. Unknown ones say nothing of how often a tool works. */
export type ToolOutcomes = { readonly successful: number; readonly failed: number };

/** Success rates from which a tool is of a level: the bands of the predecessor. */
export const confidenceBands = { high: 0.95, medium: 0.8 } as const;

/** What is assumed of a tool while little is known of its like: it works four times of five, as five runs would show. */
export const toolPrior: BetaShape = { a: 4, b: 1 };

/** How likely a claim (HIGH or LOW) must be: more likely than not, with a little more. */
export const claimProbability = 0.55;

/** Known outcomes below which nothing is claimed: the predecessor's own numbers. */
export const fewestOutcomes = { high: 10, low: 3 } as const;

export type ToolConfidence = {
  readonly level: ConfidenceLevel;
  /** The level that the predecessor's rule gives. */
  readonly seedLevel: ConfidenceLevel;
  /** 95 % credible interval of the success rate. */
  readonly interval: Interval;
  /** Posterior probability of each band; they sum to 1. */
  readonly probability: Readonly<Record<ConfidenceLevel, number>>;
};

/**
 * What may be said of a tool. HIGH and LOW are claims: they are made when the posterior of the success rate is in their
 * band with a probability of `claimProbability`, from `fewestOutcomes` on; MEDIUM is what is in between, or not known yet.
 *
 * @param prior - of the success rate, such as `toolPopulationPrior` of all tools
 * @throws {RangeError} when a count is no integer `>= 0`
 * @example
 * toolConfidence({ successful: 3, failed: 0 }).level; // 'MEDIUM', where the predecessor says HIGH
 */
export function toolConfidence(outcomes: ToolOutcomes, prior: BetaShape = toolPrior): ToolConfidence {
  const { successful, failed } = outcomes;
  requireCount(successful, 'the successes of toolConfidence');
  requireCount(failed, 'the failures of toolConfidence');
  const posterior = { a: prior.a + successful, b: prior.b + failed };
  const high = betaSurvival(confidenceBands.high, posterior);
  const low = betaCdf(confidenceBands.medium, posterior);
  const known = successful + failed;
  return {
    level: levelOf({ known, high, low }),
    seedLevel: seedConfidenceLevel(outcomes),
    interval: { lower: betaQuantile(0.025, posterior), upper: betaQuantile(0.975, posterior) },
    probability: { HIGH: high, MEDIUM: Math.max(0, 1 - high - low), LOW: low },
  };
}

function levelOf({ known, high, low }: { known: number; high: number; low: number }): ConfidenceLevel {
  if (high >= claimProbability && known >= fewestOutcomes.high) return 'HIGH';
  return low >= claimProbability && known >= fewestOutcomes.low ? 'LOW' : 'MEDIUM';
}

/**
 * The predecessor's rule: MEDIUM below three executions, then by the plain rate.
 *
 * @example
 * seedConfidenceLevel({ successful: 3, failed: 0 }); // 'HIGH'
 */
export function seedConfidenceLevel({ successful, failed }: ToolOutcomes): ConfidenceLevel {
  const known = successful + failed;
  if (known < 3) return 'MEDIUM';
  return bandOfRate(successful / known);
}

/** @param rate - success rate in [0, 1] */
export function bandOfRate(rate: number): ConfidenceLevel {
  if (rate >= confidenceBands.high) return 'HIGH';
  return rate >= confidenceBands.medium ? 'MEDIUM' : 'LOW';
}
