const metrics = 'metrics';

/** Name of the feed of the mission's `metrics_update`: of one skill, or of all with `null`. */
export function metricsFeedName(skillName: string | null): string {
  return skillName === null ? metrics : `${metrics}:${skillName}`;
}

/** The skill whose `metrics_update` a feed is; `undefined` for any other feed. */
export function skillOfMetricsFeed(name: string): string | null | undefined {
  if (name === metrics) return null;
  return name.startsWith(`${metrics}:`) ? name.slice(metrics.length + 1) : undefined;
}
