import type { BetaShape } from '../distributions/incomplete-beta.ts';
import { logBeta } from '../distributions/log-gamma.ts';
import { type ToolOutcomes, toolPrior } from './confidence-level.ts';

/** Fewer tools than this, with as many known outcomes each, do not tell how tools are. */
export const fewestToolsForPrior = 20;
const fewestOutcomesEach = 3;

const means = Array.from({ length: 25 }, (_, index) => 0.5 + 0.02 * index);
const strengths = [1, 2, 3, 5, 8, 12, 20, 30];

/**
 * How the success rates of tools are spread: the Beta distribution under which their outcomes are the most likely
 * (a beta-binomial fit on a grid, to 0.02 of the mean). What is known of all tools helps to judge the one that ran a
 * few times.
 *
 * @returns `toolPrior` when too few tools have run
 * @see Casella (1985), The American Statistician 39(2):83-87, for the empirical Bayes idea
 */
export function toolPopulationPrior(tools: readonly ToolOutcomes[]): BetaShape {
  const known = tools.filter(({ successful, failed }) => successful + failed >= fewestOutcomesEach);
  if (known.length < fewestToolsForPrior) return toolPrior;
  let best = toolPrior;
  let highest = -Infinity;
  for (const mean of means) {
    for (const strength of strengths) {
      const shape = { a: mean * strength, b: (1 - mean) * strength };
      const likelihood = logLikelihood(known, shape);
      if (likelihood > highest) [best, highest] = [shape, likelihood];
    }
  }
  return best;
}

function logLikelihood(tools: readonly ToolOutcomes[], { a, b }: BetaShape): number {
  const before = logBeta(a, b);
  return tools.reduce((sum, { successful, failed }) => sum + logBeta(a + successful, b + failed) - before, 0);
}
