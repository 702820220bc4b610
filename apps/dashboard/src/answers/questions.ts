import type {
  AgentsResult,
  AnomaliesResult,
  BudgetsResult,
  CapacityResult,
  CatalogResult,
  CostsResult,
  DependenciesResult,
  ExperimentAnalysisResult,
  ExperimentListResult,
  FunnelResult,
  NextResult,
  OverviewResult,
  PipelineResult,
  RecommendResult,
  RisksResult,
  ShowResult,
  ToolsResult,
  TrendResult,
  TrendsResult,
  VersionsResult,
} from '@skills/schema';

/** The path of a question, with the type of its answer as the API promises it. */
export type Question<Result extends object> = { readonly path: string; readonly result?: Result };

type Query = Readonly<Record<string, string>>;

function question<Result extends object>(words: readonly string[], query: Query = {}): Question<Result> {
  const search = new URLSearchParams(query).toString();
  return { path: `/api/${words.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}` };
}

export const mostSkills = 500;

export const ask = {
  overview: (query: Query): Question<OverviewResult> => question(['overview'], query),
  funnel: (since: string): Question<FunnelResult> => question(['funnel'], { since, limit: String(mostSkills) }),
  skill: (name: string, query: Query): Question<ShowResult> => question(['show', name], query),
  trend: (name: string, query: Query): Question<TrendResult> => question(['trend', name], query),
  trends: (query: Query): Question<TrendsResult> => question(['trend'], query),
  versions: (name: string, since: string): Question<VersionsResult> => question(['versions', name], { since }),
  next: (name: string): Question<NextResult> => question(['next', name]),
  anomalies: (since: string): Question<AnomaliesResult> => question(['anomalies'], { since }),
  experiments: (): Question<ExperimentListResult> => question(['ab', 'list']),
  experiment: (name: string): Question<ExperimentAnalysisResult> => question(['ab', 'analyze', name]),
  recommendations: (user: string): Question<RecommendResult> => question(['recommend'], { user, limit: '20' }),
  relationships: (): Question<DependenciesResult> => question(['deps']),
  catalog: (): Question<CatalogResult> => question(['catalog']),
  agents: (): Question<AgentsResult> => question(['agents'], { limit: '200' }),
  capacity: (): Question<CapacityResult> => question(['capacity'], { limit: '20' }),
  pipeline: (): Question<PipelineResult> => question(['pipeline'], { limit: '100' }),
  risks: (): Question<RisksResult> => question(['risks']),
  costs: (since: string): Question<CostsResult> => question(['costs'], { since }),
  budgets: (): Question<BudgetsResult> => question(['budget']),
  tools: (): Question<ToolsResult> => question(['tools'], { limit: '200' }),
} as const;
