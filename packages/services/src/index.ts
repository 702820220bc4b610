export { AnomalyDetector } from './anomalies/anomaly-detector.ts';
export type { AnomalyDetectorDependencies, AnomalyQuestion } from './anomalies/anomaly-detector.ts';
export type { AnomalyHistoryPort, AnomalyRecordPort } from './anomalies/anomaly-ports.ts';
export { BudgetTracker } from './costs/budget-tracker.ts';
export type { BudgetTrackerDependencies } from './costs/budget-tracker.ts';
export { CostAnalyzer } from './costs/cost-analyzer.ts';
export type { CostQuestion } from './costs/cost-analyzer.ts';
export type { CostAnalyzerDependencies, ExecutionEffort } from './costs/cost-ports.ts';
export { PriceBook } from './costs/price-book.ts';
export type { NewPrice, PriceBookDependencies } from './costs/price-book.ts';
export { PricedUsage } from './priced-usage.ts';
export type { DayCost, PricedUsageDependencies } from './priced-usage.ts';
export type { DatabaseFacts } from './doctor-database-checks.ts';
export { Doctor } from './doctor.ts';
export type { DoctorDependencies, FileFacts } from './doctor.ts';
export { EventRecording } from './event-recording.ts';
export type { EventRecordingDependencies, RecordEntry } from './event-recording.ts';
export { HourlyActivity } from './hourly-activity.ts';
export type { HourlyActivityDependencies } from './hourly-activity.ts';
export type { Counters, MetricsReportDependencies, SeriesLimits } from './metrics/metrics-ports.ts';
export { MetricsReport } from './metrics/metrics-report.ts';
export { seriesLimits } from './metrics/series-limits.ts';
export { Overview } from './overview.ts';
export type { OverviewDependencies, OverviewQuestion } from './overview.ts';
export { SessionReport } from './session-report.ts';
export type { SessionReportDependencies } from './session-report.ts';
export { SkillFunnels } from './skill-funnels.ts';
export type { SkillFunnelsDependencies } from './skill-funnels.ts';
export { SkillRanking } from './skill-ranking.ts';
export type { RankingFilter, SkillRankingDependencies } from './skill-ranking.ts';
export { SkillReport } from './skill-report.ts';
export type { SkillQuestion, SkillReportDependencies } from './skill-report.ts';
export type { HourlyMetrics, PlotData } from './trends/hourly-series.ts';
export { TimeSeriesAnalyzer } from './trends/time-series-analyzer.ts';
export type {
  HourlyOptions,
  MultiSkillTrendOptions,
  PlotOptions,
  TimeSeriesAnalyzerDependencies,
  TrendOptions,
} from './trends/time-series-analyzer.ts';
export type { BucketSource, SkillDaySeries, TrendSource } from './trends/trend-source.ts';
export { LoadedPredictor } from './prediction/loaded-predictor.ts';
export type { MomentProbability } from './prediction/loaded-predictor.ts';
export type { PredictionEvents, PredictionModels, StoredPredictor } from './prediction/predictor-ports.ts';
export { SkillSuccessPredictor } from './prediction/skill-success-predictor.ts';
export type {
  SkillSuccessPredictorDependencies,
  SuccessQuestion,
  TrainingRequest,
} from './prediction/skill-success-predictor.ts';
export { trainedOutcome } from './prediction/training-job.ts';
export type { TrainingJob, TrainingOutcome } from './prediction/training-job.ts';
export { trainInThread } from './prediction/training-thread.ts';
export { ABTestFramework } from './experiments/ab-test-framework.ts';
export type { ABTestFrameworkDependencies, ResumeOptions, TestReference } from './experiments/ab-test-framework.ts';
export type { ExperimentEvents, ExperimentStore, ExperimentUnitStore } from './experiments/experiment-ports.ts';
export type { PlanQuestion } from './experiments/experiment-plan.ts';
export type { PairFigures, PairSource, PairStoreOptions, StorePairs } from './dependencies/dependency-ports.ts';
export { dependencyGraph, dependencyText } from './dependencies/dependency-graph.ts';
export { SkillDependencyReport, withGraph } from './dependencies/skill-dependency-report.ts';
export type {
  DependencyQuestion,
  DependencyUpdate,
  SkillDependencyReportDependencies,
} from './dependencies/skill-dependency-report.ts';
export type { LogBlock, LogField, LogNameSource, LogSource, LogWindow } from './workflow/log-source.ts';
export { SkillSequences } from './workflow/skill-sequences.ts';
export type {
  NextQuestion,
  SequenceQuestion,
  SkillSequencesDependencies,
  WorkflowsQuestion,
} from './workflow/skill-sequences.ts';
export { WorkflowAnalytics } from './workflow/workflow-analytics.ts';
export type {
  BottleneckQuestion,
  TransitionQuestion,
  WorkflowAnalyticsDependencies,
} from './workflow/workflow-analytics.ts';
export { BaselineExchange } from './recommendations/baseline-exchange.ts';
export type {
  BaselineExchangeDependencies,
  BaselineQuestion,
  Release,
  ReleaseRequest,
} from './recommendations/baseline-exchange.ts';
export { CollaborativeFilteringEngine } from './recommendations/collaborative-filtering-engine.ts';
export type {
  CollaborativeFilteringDependencies,
  RecommendQuestion,
  SimilarUsersQuestion,
} from './recommendations/collaborative-filtering-engine.ts';
export { modelInThread } from './recommendations/model-thread.ts';
export type {
  BaselineStore,
  ImportedBaselineStore,
  Interactions,
  InteractionSource,
  LogVersionSource,
  NamedSkill,
  PrivacyBudgetStore,
  RecommenderChoices,
  StoredChoice,
  UserIdentity,
} from './recommendations/recommendation-ports.ts';
export type { UserSkillProfile } from './recommendations/skill-profile.ts';
export { SkillCatalog } from './catalog/skill-catalog.ts';
export type { SkillCatalogDependencies, SkillScan } from './catalog/skill-catalog.ts';
export type { BehaviourPort, ClusterStorePort } from './clusters/cluster-ports.ts';
export { clusterBases, SkillClusters } from './clusters/skill-clusters.ts';
export type { ClusterBasis, SkillClustersDependencies } from './clusters/skill-clusters.ts';
export { CachedEmbedder } from './search/cached-embedder.ts';
export type { PhaseHistoryPort, SearchIndexPort } from './search/search-ports.ts';
export { SkillSearch } from './search/skill-search.ts';
export type { SkillSearchDependencies, SkillSearchOptions } from './search/skill-search.ts';
export { CategoryClassifier } from './taxonomy/category-classifier.ts';
export type { CategoryGuess, ClassifierFigures } from './taxonomy/category-classifier.ts';
export { labelledSkills } from './taxonomy/labelled-skills.ts';
export type { LabelledSkill } from './taxonomy/labelled-skills.ts';
export { seedTaxonomy } from './taxonomy/seed-taxonomy.ts';
export { SkillTaxonomy } from './taxonomy/skill-taxonomy.ts';
export type {
  AssignOptions,
  KnownSkillsPort,
  SkillTaxonomyDependencies,
  TaxonomyPort,
} from './taxonomy/skill-taxonomy.ts';
export { AnalyticsEngine } from './executions/analytics-engine.ts';
export type { AnalyticsEngineDependencies, CapacityAnswers, CostAnswers } from './executions/analytics-engine.ts';
export type {
  ExecutionLogPort,
  ObservedExecutionsPort,
  RetentionPort,
  TierStorePort,
  ToolHoursPort,
  ToolProfilesPort,
} from './executions/execution-ports.ts';
export { ExecutionRecorder } from './executions/execution-recorder.ts';
export type { ExecutionRecorderDependencies } from './executions/execution-recorder.ts';
export { HourlyAggregator } from './executions/hourly-aggregator.ts';
export type { AggregationCounts, HourlyAggregatorDependencies } from './executions/hourly-aggregator.ts';
export { RiskWatch } from './executions/risk-watch.ts';
export type { RiskWatchDependencies } from './executions/risk-watch.ts';
export { ToolRegistry } from './executions/tool-registry.ts';
export type { RegisteredTool, ToolRegistryDependencies } from './executions/tool-registry.ts';
export { defaultThresholds, effectivenessInsights } from './projects/effectiveness-insights.ts';
export type { EffectivenessThresholds } from './projects/effectiveness-insights.ts';
export { compareProjects } from './projects/project-comparison.ts';
export type { ProjectComparisonOptions } from './projects/project-comparison.ts';
export { SkillMetricsAggregator } from './projects/skill-metrics-aggregator.ts';
export type {
  AggregateQuestion,
  ComputedAggregates,
  EffectivenessQuestion,
  SkillMetricsAggregatorDependencies,
  SkillSummary,
  TopSkillsQuestion,
} from './projects/skill-metrics-aggregator.ts';
export { SkillMetricsCollector } from './projects/skill-metrics-collector.ts';
export type { SkillMetricsCollectorDependencies } from './projects/skill-metrics-collector.ts';
export type { ProjectSource, ProjectToRegister } from './projects/project-ports.ts';
export { SessionInsights } from './insights/session-insights.ts';
export type { InsightQuestion, SessionInsightsDependencies } from './insights/session-insights.ts';
export { PracticeExchange } from './versions/practice-exchange.ts';
export type { PracticeExchangeDependencies } from './versions/practice-exchange.ts';
export { SkillVersions } from './versions/skill-versions.ts';
export type {
  SharedPracticeSource,
  SkillVersionsDependencies,
  VersionsQuestion,
  VersionUnitSource,
} from './versions/skill-versions.ts';
export type { VersionUnit } from './versions/version-tally.ts';
export { WorkflowExecutions } from './workflow-executions/workflow-executions.ts';
export type {
  ExecutionsQuestion,
  WorkflowExecutionsDependencies,
  WorkflowQuestion,
} from './workflow-executions/workflow-executions.ts';
export { WorkflowOptimiser } from './workflow-executions/workflow-optimiser.ts';
export type { SuggestQuestion, WorkflowOptimiserDependencies } from './workflow-executions/workflow-optimiser.ts';
export { WorkflowRecording } from './workflow-executions/workflow-recording.ts';
export type {
  WorkflowCompletion,
  WorkflowRecordingDependencies,
  WorkflowStart,
  WorkflowStore,
} from './workflow-executions/workflow-recording.ts';
export type { LoggedRun, RecordedRun, RunSource } from './workflow-executions/workflow-run.ts';
export { CapacityAnalyzer } from './capacity/capacity-analyzer.ts';
export type { AgentsQuestion, CapacityAnalyzerDependencies, CapacityQuestion } from './capacity/capacity-analyzer.ts';
export type { CapacityLog, DurationSource, RecentCalls } from './capacity/capacity-ports.ts';
export type { AdviceQuestion } from './capacity/task-advice.ts';
export { operationChecks } from './operation/operation-checks.ts';
export type { MeasuredRuns, OperationFacts } from './operation/operation-checks.ts';
