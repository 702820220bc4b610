export type { SqlEngine, SqlReader, SqlRow, SqlTransaction, SqlValue } from './engine/sql-engine.ts';
export { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
export type { NodeSqliteOptions } from './engine/node-sqlite-session.ts';
export { openNodeSqliteWorkerEngine } from './engine/node-sqlite-worker-engine.ts';
export { openLibsqlEngine } from './engine/libsql-engine.ts';
export type { LibsqlOptions } from './engine/libsql-engine.ts';
export { defaultDatabaseUrl, parseDatabaseUrl } from './engine/database-url.ts';
export type { DatabaseLocation } from './engine/database-url.ts';
export { AnomalyHistoryRepository } from './anomalies/anomaly-history-repository.ts';
export type { AnomalyHistoryRepositoryDependencies } from './anomalies/anomaly-history-repository.ts';
export { AnomalyRepository } from './anomalies/anomaly-repository.ts';
export type { AnomalyRepositoryDependencies } from './anomalies/anomaly-repository.ts';
export { BudgetRepository } from './costs/budget-repository.ts';
export type { BudgetRepositoryDependencies } from './costs/budget-repository.ts';
export { ExecutionEffortRepository } from './costs/execution-effort-repository.ts';
export type { ExecutionEffort, ExecutionEffortRepositoryDependencies } from './costs/execution-effort-repository.ts';
export { PriceRepository } from './costs/price-repository.ts';
export type { PriceRepositoryDependencies } from './costs/price-repository.ts';
export { openDatabase } from './open-database.ts';
export type { OpenDatabaseOptions } from './open-database.ts';
export { backupDatabase } from './backup.ts';
export type { BackupResult } from './backup.ts';
export { restoreBackup } from './restore-backup.ts';
export type { RestoreResult } from './restore-backup.ts';
export { verifyDatabaseFile } from './verify-database-file.ts';
export type { TableCounts } from './verify-database-file.ts';
export { identityKeyPath, loadIdentityKey } from './identity-key.ts';
export { isPseudonym, pseudonymise } from './pseudonymise.ts';
export type { PseudonymOptions } from './pseudonymise.ts';
export { eventIdentity } from './event-identity.ts';
export { EventIngest } from './ingest/event-ingest.ts';
export type { EventIngestDependencies } from './ingest/event-ingest.ts';
export { SourceFileRepository } from './ingest/source-file-repository.ts';
export type {
  QuarantinedFileLine,
  SourceCounts,
  SourceFileRepositoryDependencies,
} from './ingest/source-file-repository.ts';
export { CallTotalRepository } from './call-totals/call-total-repository.ts';
export type { CallTotalRepositoryDependencies } from './call-totals/call-total-repository.ts';
export { CounterTotalRepository, raisedCounters } from './call-totals/counter-total-repository.ts';
export type { CounterTotal, CounterTotalRepositoryDependencies } from './call-totals/counter-total-repository.ts';
export { MetricGaugeRepository } from './call-totals/metric-gauge-repository.ts';
export type { MetricGaugeRepositoryDependencies } from './call-totals/metric-gauge-repository.ts';
export { MetricSlotRepository } from './call-totals/metric-slot-repository.ts';
export type { MetricSlot, MetricSlotRepositoryDependencies, SlotLimits } from './call-totals/metric-slot-repository.ts';
export { countEventsBefore } from './count-events-before.ts';
export { pruneEvents } from './prune-events.ts';
export { rebuildRollups, rebuildSkillMetrics } from './rollup/rebuild-rollups.ts';
export { isUpToDate } from './migrations/is-up-to-date.ts';
export { migrateDatabase } from './migrations/migrate-database.ts';
export type { MigrateDatabaseOptions } from './migrations/migrate-database.ts';
export { Migrator } from './migrations/migrator.ts';
export type { MigrationReport, MigrationStatus, MigratorDependencies } from './migrations/migrator.ts';
export { settleViewWrites } from './migrations/settle-view-writes.ts';
export { DatabaseStatusRepository } from './read/database-status-repository.ts';
export type { DatabaseStatus, DatabaseStatusRepositoryDependencies } from './read/database-status-repository.ts';
export { EventRepository } from './read/event-repository.ts';
export { RecentEventRepository } from './read/recent-event-repository.ts';
export type { EventRepositoryDependencies, EventSelection } from './read/event-repository.ts';
export { FunnelRepository } from './read/funnel-repository.ts';
export type { FunnelRepositoryDependencies, OfferedSkill } from './read/funnel-repository.ts';
export { holdsSimulatedEvents } from './read/holds-simulated-events.ts';
export { ProjectRepository } from './read/project-repository.ts';
export type { ProjectRepositoryDependencies, ProjectSummary } from './read/project-repository.ts';
export { RelatedSkillsRepository } from './read/related-skills-repository.ts';
export type { RelatedSkill, RelatedSkillsRepositoryDependencies } from './read/related-skills-repository.ts';
export { SessionRepository } from './read/session-repository.ts';
export type {
  SessionDetail,
  SessionEvent,
  SessionRepositoryDependencies,
  SessionSummary,
} from './read/session-repository.ts';
export type { SessionSkillSummary } from './read/session-skill-summary.ts';
export { SkillDetailRepository } from './read/skill-detail-repository.ts';
export type { SkillDetailRepositoryDependencies } from './read/skill-detail-repository.ts';
export type { OutcomeCounts, SkillDetail } from './read/skill-detail.ts';
export { SkillRollupRepository } from './read/skill-rollup-repository.ts';
export type {
  SkillDurationQuantiles,
  SkillIdentity,
  SkillRollupRepositoryDependencies,
} from './read/skill-rollup-repository.ts';
export { snapWindow } from './read/snap-window.ts';
export type { WindowRequest } from './read/snap-window.ts';
export { UsageRepository } from './read/usage-repository.ts';
export type { UsageRepositoryDependencies } from './read/usage-repository.ts';
export type { WindowTotals } from './read/window-totals.ts';
export type { CommunityBaselineOptions } from './skills-storage/community-baselines.ts';
export type { CompletionAnomaly, DetectAnomaliesOptions } from './skills-storage/completion-anomalies.ts';
export { cosineSimilarity, embeddingDimensions, packEmbedding, unpackEmbedding } from './skills-storage/embedding.ts';
export type { EmbeddingSearchOptions, InvocationMatch } from './skills-storage/embedding-search.ts';
export type { HourlyMetrics, HourlyMetricsOptions } from './skills-storage/hourly-metrics.ts';
export type { JsonImport } from './skills-storage/import-metrics-json.ts';
export type { IngestPort } from './skills-storage/ingest-port.ts';
export type { InvocationToStore } from './skills-storage/invocation-to-store.ts';
export { migrateFromCrackerjack } from './skills-storage/migrate-from-crackerjack.ts';
export { openSkillsStorage } from './skills-storage/open-skills-storage.ts';
export type { OpenSkillsStorageOptions } from './skills-storage/open-skills-storage.ts';
export type { RealTimeMetricsOptions, RealTimeSkillMetrics } from './skills-storage/real-time-metrics.ts';
export type { StoredSessionSummary } from './skills-storage/session-summary.ts';
export type { SimilarSkill } from './skills-storage/similar-skills.ts';
export type { SimilarUser, SimilarUsersOptions } from './skills-storage/similar-users.ts';
export type { SkillDependenciesUpdate } from './skills-storage/skill-dependencies.ts';
export { skillCoOccurrence } from './skills-storage/skill-co-occurrence.ts';
export type { SkillPair } from './skills-storage/skill-co-occurrence.ts';
export { SkillsStorage } from './skills-storage/skills-storage.ts';
export type { SkillsStorageDependencies, WorkflowSearchOptions } from './skills-storage/skills-storage.ts';
export type { StoredInvocation } from './skills-storage/stored-invocation.ts';
export type { StoredMetrics } from './skills-storage/stored-metrics.ts';
export type { WorkflowBottleneck, WorkflowBottleneckOptions } from './skills-storage/workflow-bottlenecks.ts';
export type {
  WorkflowEffectivenessOptions,
  WorkflowSkillEffectiveness,
} from './skills-storage/workflow-effectiveness.ts';
export type { WorkflowPhaseTransition } from './skills-storage/workflow-phase-transitions.ts';
export { ProjectRegistry } from './project-registry.ts';
export type { AddedProject, ProjectRegistryDependencies, ProjectToAdd } from './project-registry.ts';
export { ExperimentEventRepository } from './experiments/experiment-event-repository.ts';
export type { ExperimentEventRepositoryDependencies } from './experiments/experiment-event-repository.ts';
export { ExperimentRepository } from './experiments/experiment-repository.ts';
export type { ExperimentRepositoryDependencies, ExperimentState } from './experiments/experiment-repository.ts';
export { ExperimentUnitRepository } from './experiments/experiment-unit-repository.ts';
export type {
  ExperimentCounts,
  ExperimentUnitRepositoryDependencies,
} from './experiments/experiment-unit-repository.ts';
export type { CountedTime } from './experiments/calls-of-skill.ts';
export type { EventPage } from './prediction/event-page.ts';
export { PredictionEventRepository } from './prediction/prediction-event-repository.ts';
export type {
  AskingIds,
  LoggedSkill,
  PredictionEventRepositoryDependencies,
} from './prediction/prediction-event-repository.ts';
export { PredictionModelRepository } from './prediction/prediction-model-repository.ts';
export type { PredictionModelRepositoryDependencies, StoredModel } from './prediction/prediction-model-repository.ts';
export { TrendRepository } from './trends/trend-repository.ts';
export type { SkillDaySeries, TrendRepositoryDependencies } from './trends/trend-repository.ts';
export type { MeasuredPair, SeededPair } from './dependencies/measured-pair.ts';
export { SkillPairRepository } from './dependencies/skill-pair-repository.ts';
export type { SkillPairRepositoryDependencies, StoredPairs } from './dependencies/skill-pair-repository.ts';
export type { StorePairsOptions } from './dependencies/store-pairs.ts';
export type { EventColumns, EventField, IdColumn } from './segments/event-columns.ts';
export { EventSegments } from './segments/event-segments.ts';
export type { EventSegmentsDependencies, EventWindow } from './segments/event-segments.ts';
export { LogNames } from './segments/log-names.ts';
export type { SkillOfLog } from './segments/log-names.ts';
export { BaselineRepository } from './recommendations/baseline-repository.ts';
export type { BaselineRepositoryDependencies, MeasuredBaseline } from './recommendations/baseline-repository.ts';
export { ImportedBaselineRepository } from './recommendations/imported-baseline-repository.ts';
export type { ImportedBaselineRepositoryDependencies } from './recommendations/imported-baseline-repository.ts';
export { InteractionRepository } from './recommendations/interaction-repository.ts';
export type { InteractionRepositoryDependencies, Interactions } from './recommendations/interaction-repository.ts';
export { LogVersion } from './recommendations/log-version.ts';
export type { LogVersionDependencies } from './recommendations/log-version.ts';
export { PrivacyBudgetRepository } from './recommendations/privacy-budget-repository.ts';
export type {
  PrivacyBudget,
  PrivacyBudgetRepositoryDependencies,
} from './recommendations/privacy-budget-repository.ts';
export { purposeIdentity } from './recommendations/purpose-identity.ts';
export type { PurposeIdentity } from './recommendations/purpose-identity.ts';
export { RecommenderChoiceRepository } from './recommendations/recommender-choice-repository.ts';
export type {
  RecommenderChoice,
  RecommenderChoiceRepositoryDependencies,
} from './recommendations/recommender-choice-repository.ts';
export { InstalledSkillRepository } from './catalog/installed-skill-repository.ts';
export type { InstalledSkillRepositoryDependencies } from './catalog/installed-skill-repository.ts';
export { BehaviourRepository } from './clusters/behaviour-repository.ts';
export type { BehaviourRepositoryDependencies, LoggedBehaviour } from './clusters/behaviour-repository.ts';
export { ClusterRepository } from './clusters/cluster-repository.ts';
export type { ClusterRepositoryDependencies, ClusterToStore } from './clusters/cluster-repository.ts';
export { PhaseHistoryRepository } from './search/phase-history-repository.ts';
export type { PhaseHistory, PhaseHistoryRepositoryDependencies } from './search/phase-history-repository.ts';
export { SkillDocumentRepository } from './search/skill-document-repository.ts';
export type {
  SkillDocument,
  SkillDocumentRepositoryDependencies,
  SkillText,
} from './search/skill-document-repository.ts';
export type { AutomaticMapping } from './taxonomy/replace-automatic-mappings.ts';
export { TaxonomyRepository } from './taxonomy/taxonomy-repository.ts';
export type { TaxonomyRepositoryDependencies } from './taxonomy/taxonomy-repository.ts';
export { ObservedExecutionRepository } from './executions/observed-execution-repository.ts';
export type {
  ExecutionIds,
  ExecutionNames,
  ObservedExecutionRepositoryDependencies,
} from './executions/observed-execution-repository.ts';
export { keepToolFallbacks, storeRiskState } from './executions/execution-findings.ts';
export type { ExecutionColumns } from './executions/execution-stream.ts';
export type { ToolFallbacks } from './executions/tool-fallbacks.ts';
export { openEveryExecutionHour, openExecutionHours } from './executions/open-hours.ts';
export { summariseHours } from './executions/hour-summaries.ts';
export type { SummaryCounts } from './executions/hour-summaries.ts';
export { changeTierRetention, readTierRetention } from './executions/tier-retention.ts';
export { ToolHourRepository } from './executions/tool-hour-repository.ts';
export type { HourWindow, ToolHourRepositoryDependencies } from './executions/tool-hour-repository.ts';
export { storeToolProfiles, ToolProfileRepository } from './executions/tool-profile-repository.ts';
export type { ToolProfileRepositoryDependencies } from './executions/tool-profile-repository.ts';
export type { AggregateTotals } from './projects/aggregate-totals.ts';
export { aggregatePeriod } from './projects/aggregate-period.ts';
export type { Period } from './projects/aggregate-period.ts';
export type { RefreshedAggregates } from './projects/aggregate-refresh.ts';
export { keyedProjectId } from './projects/keyed-project-id.ts';
export { normaliseProjectPath } from './projects/normalise-project-path.ts';
export { RegisteredProjectRepository } from './projects/registered-project-repository.ts';
export type {
  RegisteredProject,
  RegisteredProjectRepositoryDependencies,
} from './projects/registered-project-repository.ts';
export { SkillAggregateRepository } from './projects/skill-aggregate-repository.ts';
export type {
  AggregateAges,
  AggregateScope,
  AggregateStratum,
  ProjectAggregate,
  SkillAggregate,
  SkillAggregateRepositoryDependencies,
} from './projects/skill-aggregate-repository.ts';
export { CapacityRepository } from './capacity/capacity-repository.ts';
export type {
  CapacityRepositoryDependencies,
  HourLoad,
  HourSpan,
  SessionName,
  TaskCall,
  ToolLoad,
} from './capacity/capacity-repository.ts';
export type { RecentCalls, RecentCallsQuestion } from './capacity/recent-calls.ts';
export { SharedPracticeRepository } from './versions/shared-practice-repository.ts';
export type { SharedPractice, SharedPracticeRepositoryDependencies } from './versions/shared-practice-repository.ts';
export { keepSeenVersions, SkillVersionRepository } from './versions/skill-version-repository.ts';
export type { SkillVersionRepositoryDependencies, VersionUnit } from './versions/skill-version-repository.ts';
export { UsualSessionRepository } from './workflows/usual-session-repository.ts';
export type {
  UsualSession,
  UsualSessionQuestion,
  UsualSessionRepositoryDependencies,
} from './workflows/usual-session-repository.ts';
export { WorkflowExecutionRepository } from './workflows/workflow-execution-repository.ts';
export type {
  WorkflowEnd,
  WorkflowExecution,
  WorkflowExecutionRepositoryDependencies,
} from './workflows/workflow-execution-repository.ts';
export type { LoggedRun } from './workflows/logged-run.ts';
export type { LoggedStep } from './workflows/step-parser.ts';
export { refreshWorkflowRuns } from './workflows/refresh-workflow-runs.ts';
export { WorkflowLogRepository } from './workflows/workflow-log-repository.ts';
export type {
  SkillsOfProject,
  WorkflowLogRepositoryDependencies,
  WorkflowSelection,
} from './workflows/workflow-log-repository.ts';
export { copiesOfDatabase, deleteCopies } from './erasure/copies-of-database.ts';
export { countErasableRows } from './erasure/count-erasable-rows.ts';
export type { ErasableRows } from './erasure/count-erasable-rows.ts';
export { allowAgain, erasureSteps, eraseSubject } from './erasure/erase-subject.ts';
export { finishCompaction, isCompactionPending, notePendingCompaction } from './erasure/pending-compaction.ts';
export type { EraseOptions, TombstoneKind } from './erasure/erase-subject.ts';
export { findProject, findUser } from './erasure/erasure-subject.ts';
export type { ErasureSubject } from './erasure/erasure-subject.ts';
export { tombstone } from './erasure/without-erased.ts';
export { OperationMeasures, readMeasureTotals } from './measurements/operation-measures.ts';
export type { Measure, MeasureKind, MeasureTotals } from './measurements/operation-measures.ts';
export { readProjectRecords } from './measurements/project-records.ts';
export type { ProjectRecords } from './measurements/project-records.ts';
export { compactDatabaseFile } from './retention/compact-database-file.ts';
export type { CompactedFile } from './retention/compact-database-file.ts';
export { countExpiredRows } from './retention/expired-rows.ts';
export type { ExpiredCount } from './retention/expired-rows.ts';
export { pruneTiers } from './retention/prune-tiers.ts';
export type { PruneTiersOptions } from './retention/prune-tiers.ts';
export { retentionProblems } from './retention/retention-problems.ts';
export {
  readRetentionAges,
  retentionHorizons,
  retentionProblem,
  retentionTiers,
  writeRetentionAges,
} from './retention/retention-tiers.ts';
export type { RetentionAges, RetentionHorizons, RetentionTier } from './retention/retention-tiers.ts';
export { readRetentionTotals } from './retention/retention-totals.ts';
export type { RetentionTotals } from './retention/retention-totals.ts';
