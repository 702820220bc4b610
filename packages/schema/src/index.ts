export { SkillsError, skillsErrorCodes } from './skills-error.ts';
export type { SkillsErrorCode } from './skills-error.ts';
export { parseInput } from './parse-input.ts';
export { errorClass } from './error-class.ts';
export { parseTimestampMs, toTimestamp } from './timestamp.ts';
export { skillEventSchema, timestampSchema } from './skill-event.ts';
export type { SkillEvent } from './skill-event.ts';
export { experimentArms, experimentDesigns, experimentMetricNames } from './experiment-words.ts';
export type { ExperimentArm, ExperimentDesign, ExperimentMetricName } from './experiment-words.ts';
export { abTestOutcomeSchema, userOutcomeSchema } from './ab-test-outcome.ts';
export type { ABTestOutcome, UserOutcome } from './ab-test-outcome.ts';
export { abTestConfigSchema } from './ab-test-config.ts';
export type { ABTestConfig, CompleteABTestConfig } from './ab-test-config.ts';
export { experimentMetric } from './experiment-metric.ts';
export { experimentMetricSchema, experimentSettingsSchema } from './experiment.ts';
export type {
  Experiment,
  ExperimentAssignment,
  ExperimentMetric,
  ExperimentOutcome,
  ExperimentSettings,
  ExperimentTotals,
  ExperimentUnits,
  NewExperiment,
} from './experiment.ts';
export { durationBucketBounds, otherSeries, unknownPhase } from './metrics-snapshot.ts';
export type {
  AnomalyCounter,
  CallCounter,
  CompletionGauge,
  DurationHistogram,
  FunnelGauge,
  MetricsSnapshot,
  OperationGauge,
  ToolGauge,
  UsageCounter,
} from './metrics-snapshot.ts';
export type { AnomalyRun, ErrorCounts, RecordedAnomaly, SeenErrorType, WatchedSkill } from './anomaly.ts';
export { humanEffortLevels, skillKinds, triggers } from './skill-kind.ts';
export type { HumanEffortLevel, SkillKind, Trigger } from './skill-kind.ts';
export { identityPrefix, toSkillEvent, toSkillInvocation } from './skill-invocation.ts';
export type { SkillInvocation } from './skill-invocation.ts';
export type {
  CollectedBatch,
  FileCheckpoint,
  IngestCounts,
  InvocationCompletion,
  MessageUsage,
  ProjectSighting,
  QuarantinedLine,
  SessionSighting,
  SkillOffer,
} from './collected-batch.ts';
export { budgetPeriods } from './budget.ts';
export type { Budget, BudgetPeriod, BudgetScope, BudgetTerms } from './budget.ts';
export type { DatedPrice, ModelPrice } from './model-price.ts';
export type {
  RecentEvent,
  DayUsage,
  DurationQuantiles,
  RollupWindow,
  SkillBucket,
  SkillCounts,
  SkillFilter,
  SkillFunnel,
  UsageCounts,
} from './read-models.ts';
export { anomaliesResultSchema, anomalyMetrics, anomalyTypes } from './results/anomaly-result.ts';
export type { AnomaliesResult, AnomalyMetric, AnomalyRow, AnomalyType } from './results/anomaly-result.ts';
export { exporterReadySchema } from './results/exporter-result.ts';
export type { ExporterReady } from './results/exporter-result.ts';
export { collectResultSchema } from './results/collect-result.ts';
export type { CollectError, CollectedSource, CollectResult } from './results/collect-result.ts';
export {
  budgetRemovedResultSchema,
  budgetSetResultSchema,
  budgetsResultSchema,
  budgetStates,
  budgetStatusSchema,
} from './results/budget-result.ts';
export type {
  BudgetRemovedResult,
  BudgetSetResult,
  BudgetsResult,
  BudgetState,
  BudgetStatus,
  BudgetTermsRow,
} from './results/budget-result.ts';
export { apiUsageAndCostingSchema, costsResultSchema, humanEffortSchema } from './results/costs-result.ts';
export type { ApiUsageAndCosting, CostsResult, HumanEffort } from './results/costs-result.ts';
export {
  modelPriceSchema,
  priceRemovedResultSchema,
  priceSetResultSchema,
  pricesResultSchema,
} from './results/price-result.ts';
export type { ModelPriceRow, PriceRemovedResult, PriceSetResult, PricesResult } from './results/price-result.ts';
export {
  databaseCheckResultSchema,
  databaseStatusResultSchema,
  migrationResultSchema,
} from './results/database-result.ts';
export type { DatabaseCheckResult, DatabaseStatusResult, MigrationResult } from './results/database-result.ts';
export { doctorResultSchema } from './results/doctor-result.ts';
export type { DoctorCheck, DoctorResult } from './results/doctor-result.ts';
export { funnelResultSchema } from './results/funnel-result.ts';
export type { FunnelResult } from './results/funnel-result.ts';
export { hourlyResultSchema } from './results/hourly-result.ts';
export type { HourlyResult, HourRow } from './results/hourly-result.ts';
export type { OutcomeCounts, ResultWindow, TokenCounts } from './results/measures.ts';
export { demoResultSchema, overviewResultSchema, startResultSchema } from './results/overview-result.ts';
export type { DemoResult, OverviewResult, SearchedPlace, StartResult } from './results/overview-result.ts';
export { exportResultSchema, recordResultSchema } from './results/record-result.ts';
export type { ExportResult, RecordResult, RejectedLine } from './results/record-result.ts';
export { sessionListResultSchema, sessionResultSchema } from './results/session-result.ts';
export type { SessionListResult, SessionResult, SessionRow } from './results/session-result.ts';
export { showResultSchema } from './results/show-result.ts';
export type { FunnelCounts, ShowResult } from './results/show-result.ts';
export { topResultSchema } from './results/skill-row.ts';
export type { SkillRow, TopResult } from './results/skill-row.ts';
export {
  effectSchema,
  estimateOutcomes,
  experimentAnalysisResultSchema,
  experimentArmSchema,
  experimentAssignResultSchema,
  experimentListResultSchema,
  experimentPlanResultSchema,
  experimentRecordResultSchema,
  experimentStatusResultSchema,
  metricResultSchema,
  sampleRatioSchema,
} from './results/experiment-result.ts';
export type {
  EffectResult,
  EstimateOutcome,
  ExperimentAnalysisResult,
  ExperimentArmResult,
  ExperimentAssignResult,
  ExperimentListResult,
  ExperimentPhase,
  ExperimentPlanResult,
  ExperimentRecordResult,
  ExperimentStatusResult,
  MetricResult,
  SampleRatioResult,
} from './results/experiment-result.ts';
export {
  seasonalitySchema,
  skillTrendSchema,
  trendDirections,
  trendLineSchema,
  trendMetrics,
  trendMetricSchema,
  trendResultSchema,
  trendsResultSchema,
} from './results/trend-result.ts';
export type {
  Adoption,
  AdoptionDay,
  ChangePointRow,
  Seasonality,
  SkillTrend,
  TrendDirection,
  TrendLine,
  TrendMetric,
  TrendPointRow,
  TrendResult,
  TrendsResult,
} from './results/trend-result.ts';
export { predictorSettingsSchema, predictResultSchema, predictTrainResultSchema } from './results/prediction-result.ts';
export type {
  PredictedFeature,
  PredictorSettings,
  PredictResult,
  PredictTrainResult,
} from './results/prediction-result.ts';
export {
  dependenciesResultSchema,
  dependencySchema,
  relationshipGraphSchema,
  relationshipTypes,
  seededDependencySchema,
} from './results/dependency-result.ts';
export type {
  DependenciesResult,
  DependencyRow,
  RelationshipType,
  SeededDependencyRow,
} from './results/dependency-result.ts';
export { nextResultSchema, nextSkillSchema, workflowsResultSchema } from './results/sequence-result.ts';
export type { NextResult, NextSkillRow, WorkflowsResult } from './results/sequence-result.ts';
export {
  bottleneckSchema,
  bottlenecksResultSchema,
  phaseSchema,
  phaseSkillSchema,
  phasesResultSchema,
  transitionSchema,
  transitionsResultSchema,
  workflowReportSchema,
} from './results/workflow-result.ts';
export type {
  BottleneckRow,
  BottlenecksResult,
  PhaseRow,
  PhaseSkillRow,
  PhasesResult,
  TransitionRow,
  TransitionsResult,
  WorkflowReport,
} from './results/workflow-result.ts';
export {
  baselineExportResultSchema,
  baselineFileSchema,
  baselineImportResultSchema,
  baselineRowSchema,
  baselinesResultSchema,
  importedBaselinesSchema,
} from './results/baseline-result.ts';
export type {
  BaselineExportResult,
  BaselineFile,
  BaselineImportResult,
  BaselineRow,
  BaselinesResult,
  ImportedBaselines,
} from './results/baseline-result.ts';
export { evaluateResultSchema, meanIntervalSchema, modelEvaluationSchema } from './results/evaluation-result.ts';
export type { EvaluateResult, ModelEvaluationRow } from './results/evaluation-result.ts';
export {
  recommendationSchema,
  recommendationSources,
  recommendResultSchema,
  userNeedSchema,
} from './results/recommendation-result.ts';
export type { Recommendation, RecommendResult, UserNeed } from './results/recommendation-result.ts';
export { similarUserSchema, similarUsersResultSchema } from './results/similar-user-result.ts';
export type { SimilarUserRow, SimilarUsersResult } from './results/similar-user-result.ts';
export { skillScopes } from './installed-skill.ts';
export type { InstalledSkill, SkillScope } from './installed-skill.ts';
export { catalogResultSchema, catalogSkillSchema } from './results/catalog-result.ts';
export type { CatalogResult, CatalogSkill } from './results/catalog-result.ts';
export { clustersResultSchema, skillClusterSchema } from './results/cluster-result.ts';
export type { ClustersResult, SkillCluster } from './results/cluster-result.ts';
export {
  searchMethods,
  searchResultSchema,
  similarSkillsResultSchema,
  skillMatchSchema,
} from './results/search-result.ts';
export type { SearchMethod, SearchResult, SimilarSkillsResult, SkillMatch } from './results/search-result.ts';
export { mappingSources, taxonomyAssignResultSchema, taxonomyResultSchema } from './results/taxonomy-result.ts';
export type { MappingSource, TaxonomyAssignResult, TaxonomyResult } from './results/taxonomy-result.ts';
export type { TaxonomySeed } from './taxonomy-seed.ts';
export { confidenceLevels, executionKinds } from './execution.ts';
export { riskStateSchema } from './risk-state.ts';
export type { ExecutionPlace, RiskGroup, RiskRun, RiskState } from './risk-state.ts';
export type {
  ConfidenceChange,
  ConfidenceLevel,
  ExecutionCounts,
  ExecutionKind,
  ExecutionRecord,
  ObservedExecution,
  StoredToolProfile,
  TierRetention,
  Tool,
  ToolCounts,
  ToolHour,
} from './execution.ts';
export {
  aggregateResultSchema,
  aggregateWindows,
  comparisonResultSchema,
  effectivenessResultSchema,
  projectChangeSchema,
  projectCollectSchema,
  projectsResultSchema,
} from './results/project-result.ts';
export type {
  AggregateFreshness,
  AggregateResult,
  AggregateWindow,
  ComparedProject,
  ComparisonResult,
  EffectivenessResult,
  Improvement,
  Insight,
  ProjectChangeResult,
  ProjectCollectResult,
  ProjectsResult,
  RegisteredProjectRow,
  SuccessCounts,
  TopProjectSkill,
} from './results/project-result.ts';
export {
  confidenceChangeSchema,
  failureClusterSchema,
  failureDimensions,
  pipelineResultSchema,
  pipelineToolSchema,
  risksResultSchema,
  systemLearningSchema,
  toolProfileSchema,
  toolRecommendationSchema,
  toolRecommendationsSchema,
  toolsResultSchema,
} from './results/execution-result.ts';
export type {
  FailureClusterRow,
  FailureDimension,
  PipelineResult,
  PipelineTool,
  RisksResult,
  SystemLearning,
  ToolProfile,
  ToolRecommendation,
  ToolRecommendations,
  ToolsResult,
} from './results/execution-result.ts';
export {
  checkpointInsightSchema,
  endInsightSchema,
  findingSchema,
  sessionMeasures,
  startInsightSchema,
} from './results/insight-result.ts';
export type { CheckpointInsight, EndInsight, Finding, SessionMeasure, StartInsight } from './results/insight-result.ts';
export {
  practiceExportResultSchema,
  practiceFileSchema,
  practiceImportResultSchema,
  sharedSequenceSchema,
  sharedVersionSchema,
  skillVersionsSchema,
  versionBenchmarkSchema,
  versionComparisonSchema,
  versionRowSchema,
  versionsResultSchema,
} from './results/version-result.ts';
export type {
  PracticeExportResult,
  PracticeFile,
  PracticeImportResult,
  SharedSequence,
  SharedVersion,
  SkillVersionsRow,
  VersionBenchmark,
  VersionComparison,
  VersionRow,
  VersionsResult,
} from './results/version-result.ts';
export {
  workflowExecutionSchema,
  workflowExecutionsResultSchema,
  workflowObservationSchema,
  workflowRecordResultSchema,
  workflowSequenceSchema,
  workflowShowResultSchema,
  workflowSkillSchema,
  workflowStatuses,
  workflowSuggestResultSchema,
  workflowSummarySchema,
} from './results/workflow-execution-result.ts';
export type {
  WorkflowExecutionRow,
  WorkflowExecutionsResult,
  WorkflowObservation,
  WorkflowRecordResult,
  WorkflowSequenceRow,
  WorkflowShowResult,
  WorkflowSkillRow,
  WorkflowStatus,
  WorkflowSuggestResult,
  WorkflowSummary,
} from './results/workflow-execution-result.ts';
export {
  adviceResultSchema,
  agentCapacitySchema,
  agentRowSchema,
  agentsResultSchema,
  agentStates,
  bottleneckToolSchema,
  capacityResultSchema,
  hourForecastSchema,
} from './results/capacity-result.ts';
export type {
  AdviceResult,
  AdviceWay,
  AgentCapacity,
  AgentRow,
  AgentsResult,
  AgentState,
  BottleneckTool,
  CapacityResult,
  HourForecastResult,
} from './results/capacity-result.ts';
export { pruneResultSchema } from './results/retention-result.ts';
export type { PruneResult } from './results/retention-result.ts';
export { eraseResultSchema } from './results/erasure-result.ts';
export type { EraseResult } from './results/erasure-result.ts';
