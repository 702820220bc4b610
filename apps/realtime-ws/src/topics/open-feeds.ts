import type { OpenFeed } from './feed.ts';
import { skillOfMetricsFeed } from './feed-names.ts';
import { LiveTopic } from './live-topic.ts';
import { MetricsFeed } from './metrics-feed.ts';
import type { MetricsSource } from './metrics-feed.ts';
import type { TopicSources } from './topic-source.ts';

type FeedSources = {
  readonly topics: TopicSources;
  readonly metrics: MetricsSource;
  readonly epoch: string;
};

/** Feeds by their names: the mission's `metrics_update`, and the topics. */
export function openFeeds({ topics, metrics, epoch }: FeedSources, timestamp: () => string): OpenFeed {
  return (name) => {
    const skillName = skillOfMetricsFeed(name);
    if (skillName !== undefined) return new MetricsFeed(() => metrics(skillName), timestamp);
    const source = topics(name);
    return source === undefined ? undefined : new LiveTopic(name, { epoch, source });
  };
}
