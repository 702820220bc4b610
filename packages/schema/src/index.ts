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
export type {
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
export { collectResultSchema } from './results/collect-result.ts';
export type { CollectError, CollectedSource, CollectResult } from './results/collect-result.ts';
export { costsResultSchema } from './results/costs-result.ts';
export type { CostsResult } from './results/costs-result.ts';
export {
  databaseCheckResultSchema,
  databaseStatusResultSchema,
  migrationResultSchema,
} from './results/database-result.ts';
export type { DatabaseCheckResult, DatabaseStatusResult, MigrationResult } from './results/database-result.ts';
export { doctorResultSchema } from './results/doctor-result.ts';
export type { DoctorCheck, DoctorResult } from './results/doctor-result.ts';
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
