import type { TokenCounts } from '@skills/schema';
import { type CostSummary, sumCosts, type UsageCost } from '../usage-cost.ts';

type CostShare = Pick<CostSummary, 'messages' | 'tokens' | 'costUsd'>;

export function sharesByModel(costs: readonly UsageCost[]): (CostShare & { readonly model: string })[] {
  const groups = Map.groupBy(costs, ({ model }) => model);
  return dearestFirst([...groups].map(([model, group]) => Object.assign({ model }, shareOf(group))));
}

export function sharesBySkill(costs: readonly UsageCost[]): (CostShare & { readonly skillName: string | null })[] {
  const groups = Map.groupBy(costs, ({ skillName }) => skillName);
  return dearestFirst([...groups].map(([skillName, group]) => Object.assign({ skillName }, shareOf(group))));
}

function shareOf(costs: readonly UsageCost[]): CostShare {
  const { messages, tokens, costUsd } = sumCosts(costs);
  return { messages, tokens, costUsd };
}

/** Equal ones by their tokens. */
function dearestFirst<Share extends CostShare>(shares: readonly Share[]): Share[] {
  return shares.toSorted((a, b) => (b.costUsd ?? 0) - (a.costUsd ?? 0) || tokenSum(b.tokens) - tokenSum(a.tokens));
}

export function tokenSum({ input, output, cacheRead, cacheCreation }: TokenCounts): number {
  return input + output + cacheRead + cacheCreation;
}

/** Models with tokens that have no price, by name. */
export function unpricedModels(costs: readonly UsageCost[]): string[] {
  const models = costs.flatMap(({ model, unpricedTokens }) => (unpricedTokens > 0 ? [model] : []));
  return [...new Set(models)].toSorted();
}
