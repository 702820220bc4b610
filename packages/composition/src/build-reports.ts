import {
  HourlyActivity,
  Overview,
  PricedUsage,
  SessionReport,
  SkillFunnels,
  SkillRanking,
  SkillReport,
} from '@skills/services';
import {
  DatabaseStatusRepository,
  EventRepository,
  FunnelRepository,
  holdsSimulatedEvents,
  PriceRepository,
  ProjectRepository,
  RelatedSkillsRepository,
  SessionRepository,
  SkillDetailRepository,
  SkillRollupRepository,
  UsageRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { Reports } from './composition.ts';

/** Questions to an open database. */
export async function buildReports(engine: SqlEngine): Promise<Reports> {
  const rollups = new SkillRollupRepository({ engine });
  const usage = new PricedUsage({ usage: new UsageRepository({ engine }), prices: new PriceRepository({ engine }) });
  const funnels = new FunnelRepository({ engine });
  const database = new DatabaseStatusRepository({ engine });
  const projects = new ProjectRepository({ engine });
  const ranking = new SkillRanking({ rollups });
  return {
    ranking,
    overview: new Overview({ ranking, rollups, funnels, usage }),
    skill: new SkillReport({
      ranking,
      rollups,
      funnels,
      usage,
      details: new SkillDetailRepository({ engine }),
      related: new RelatedSkillsRepository({ engine }),
    }),
    funnel: new SkillFunnels({ funnels }),
    hourly: new HourlyActivity({ rollups }),
    sessions: new SessionReport({ sessions: new SessionRepository({ engine }) }),
    projectIdOf: async (text) => (await projects.resolveProject(text)).projectId,
    events: (selection) => new EventRepository({ engine }).events(selection),
    isSimulated: await holdsSimulatedEvents(engine),
    isEmpty: async () => (await database.status()).events === 0,
  };
}
