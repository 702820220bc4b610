import type { SeriesLimits } from './metrics-ports.ts';

/**
 * What an exporter tells at most. A skill has up to three samples of its calls, a histogram twelve, a completion rate one, and its bounds two for the first fifty:
 * in the usual case (one phase a skill) all of it stays below 2,000 samples, which the exporter holds in any case.
 */
export const seriesLimits: SeriesLimits = {
  skill: 200,
  calls: 240,
  durations: 60,
  completion: 200,
  anomalies: 60,
  models: 10,
  funnel: 30,
  tools: 30,
  operations: 10,
};
