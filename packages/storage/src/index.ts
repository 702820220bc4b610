export type { SqlEngine, SqlReader, SqlRow, SqlTransaction, SqlValue } from './engine/sql-engine.ts';
export { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
export type { NodeSqliteOptions } from './engine/node-sqlite-session.ts';
export { openNodeSqliteWorkerEngine } from './engine/node-sqlite-worker-engine.ts';
export { openLibsqlEngine } from './engine/libsql-engine.ts';
export type { LibsqlOptions } from './engine/libsql-engine.ts';
export { defaultDatabaseUrl, parseDatabaseUrl } from './engine/database-url.ts';
export type { DatabaseLocation } from './engine/database-url.ts';
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
export { pruneEvents } from './prune-events.ts';
export type { PruneOptions } from './prune-events.ts';
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
export type { CommunityBaseline, CommunityBaselineOptions } from './skills-storage/community-baselines.ts';
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
export type { ProjectRegistryDependencies } from './project-registry.ts';
