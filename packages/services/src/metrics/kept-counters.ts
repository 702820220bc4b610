import { createHash } from 'node:crypto';
import { type AnomalyCounter, otherSeries, type UsageCounter } from '@skills/schema';
import { sumCosts, type UsageCost } from '../usage-cost.ts';
import type { Counters } from './metrics-ports.ts';

/** What is counted of a model; `unpriced` is of every model together. */
const measures = ['input', 'output', 'cacheRead', 'cacheCreation', 'cost'] as const;
type Measure = (typeof measures)[number];

/** Numbers that may go down (by pruning, erasing, another price), by the keys under which their rises are kept. */
export function numbersToKeep(
  costs: readonly UsageCost[],
  anomalies: readonly AnomalyCounter[],
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>([[unpricedKey, sumCosts(costs).unpricedTokens]]);
  const models = Array.from(
    Map.groupBy(costs, ({ model }) => model),
    ([model, parts]) => ({ model, ...sumCosts(parts) }),
  );
  // The most used first: the first models to be counted keep a series of their own.
  for (const { model, tokens, costUsd } of models.toSorted((a, b) => b.messages - a.messages)) {
    for (const measure of measures) {
      numbers.set(usageKey(measure, model), measure === 'cost' ? (costUsd ?? 0) : tokens[measure]);
    }
  }
  for (const anomaly of anomalies) numbers.set(anomalyKey(anomaly), anomaly.detected);
  return numbers;
}

export function keptUnpricedTokens(counters: Counters): number {
  return counters.get(unpricedKey)?.counted ?? 0;
}

/** By model; those counted after the first `limit` are `other`. */
export function keptUsage(counters: Counters, limit: number): readonly UsageCounter[] {
  const byModel = new Map<string, Record<Measure, number>>();
  const models = new Set<string>();
  for (const [key, { counted }] of counters) {
    const [kind, measureText, model] = partsOf(key);
    const measure = measures.find((name) => name === measureText);
    if (kind !== 'usage' || measure === undefined || model === undefined) continue;
    models.add(model);
    const name = models.size <= limit ? model : otherSeries;
    const sums = byModel.get(name) ?? { input: 0, output: 0, cacheRead: 0, cacheCreation: 0, cost: 0 };
    sums[measure] += counted;
    byModel.set(name, sums);
  }
  return Array.from(byModel, ([model, sums]) => ({
    model,
    inputTokens: sums.input,
    outputTokens: sums.output,
    cacheReadTokens: sums.cacheRead,
    cacheCreationTokens: sums.cacheCreation,
    costUsd: sums.cost,
  }));
}

/**
 * By type and skill; those counted after the first `limit`, and those that were erased, are of the skill `other`.
 *
 * @param anomalies - that are on record now, for their names
 */
export function keptAnomalies(
  counters: Counters,
  anomalies: readonly AnomalyCounter[],
  limit: number,
): readonly AnomalyCounter[] {
  const names = new Map(anomalies.map((anomaly) => [anomalyKey(anomaly), anomaly.skillName]));
  const kept = new Map<string, AnomalyCounter>();
  let taken = 0;
  for (const [key, { counted }] of counters) {
    const [kind, anomalyType] = partsOf(key);
    if (kind !== 'anomalies' || anomalyType === undefined) continue;
    const name = names.get(key);
    taken += 1;
    const skillName = name === undefined || taken > limit ? otherSeries : name;
    const label = JSON.stringify([anomalyType, skillName]);
    kept.set(label, { anomalyType, skillName, detected: counted + (kept.get(label)?.detected ?? 0) });
  }
  return [...kept.values()];
}

const unpricedKey = JSON.stringify(['unpriced']);

function usageKey(measure: Measure, model: string): string {
  return JSON.stringify(['usage', measure, model]);
}

/** Without the skill's name, which erasing a project is to take away. */
function anomalyKey({ anomalyType, skillName }: AnomalyCounter): string {
  const nameHash = createHash('sha256').update(skillName).digest('base64url').slice(0, 22);
  return JSON.stringify(['anomalies', anomalyType, nameHash]);
}

function partsOf(key: string): readonly (string | undefined)[] {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.map(String) : [];
}
