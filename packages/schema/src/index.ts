export { SkillsError, skillsErrorCodes } from './skills-error.ts';
export type { SkillsErrorCode } from './skills-error.ts';
export { parseInput } from './parse-input.ts';
export { parseTimestampMs, toTimestamp } from './timestamp.ts';
export { humanEffortLevels, skillEventSchema, skillKinds, timestampSchema, triggers } from './skill-event.ts';
export type { HumanEffortLevel, SkillEvent, SkillKind, Trigger } from './skill-event.ts';
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
