export { SkillsError, skillsErrorCodes } from './skills-error.ts';
export type { SkillsErrorCode } from './skills-error.ts';
export { parseInput } from './parse-input.ts';
export { parseTimestampMs, toTimestamp } from './timestamp.ts';
export { skillEventSchema, timestampSchema } from './skill-event.ts';
export type { SkillEvent } from './skill-event.ts';
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
