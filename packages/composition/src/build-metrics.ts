import { MetricsReport, PricedUsage, seriesLimits } from '@skills/services';
import {
  CallTotalRepository,
  CounterTotalRepository,
  DatabaseStatusRepository,
  FunnelRepository,
  LogVersion,
  MetricGaugeRepository,
  MetricSlotRepository,
  OperationMeasures,
  PriceRepository,
  raisedCounters,
  SkillRollupRepository,
  UsageRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { MetricsSource } from './composition.ts';

/** What an exporter tells of an open database; `note` hears once what cannot be written. */
export function buildMetrics(engine: SqlEngine, note: (text: string) => void): MetricsSource {
  const counters = new CounterTotalRepository({ engine });
  const version = new LogVersion({ engine });
  const status = new DatabaseStatusRepository({ engine });
  let noted = '';
  return new MetricsReport({
    slots: new MetricSlotRepository({ engine }),
    totals: new CallTotalRepository({ engine }),
    counters: { raise: async (numbers) => counters.raise(numbers), raised: raisedCounters },
    gauges: new MetricGaugeRepository({ engine }),
    rollups: new SkillRollupRepository({ engine }),
    funnels: new FunnelRepository({ engine }),
    usage: new PricedUsage({ usage: new UsageRepository({ engine }), prices: new PriceRepository({ engine }) }),
    operations: new OperationMeasures({ engine }),
    database: { status: async () => status.status(), version: async () => version.current() },
    limits: seriesLimits,
    onProblem(error) {
      const problem = `counters cannot be kept and begin anew with this program: ${String(error)}`;
      if (problem !== noted) note(problem);
      noted = problem;
    },
  });
}
