export type {
  Collector,
  CollectorEnvironment,
  Discovery,
  FileError,
  LineCollector,
  LineParser,
  SourceFile,
  WholeFileCollector,
} from './collector.ts';
export { BatchBuilder } from './batch-builder.ts';
export type { BatchBuilderOptions } from './batch-builder.ts';
export type { SourceLine } from './source-line.ts';
export { projectIdOf, projectOf } from './project-id.ts';
export { collectSource } from './collect-source.ts';
export type { CollectOptions } from './collect-source.ts';
export type { BatchSink } from './batch-sink.ts';
export type { CollectProgress } from './collect-progress.ts';
export type { SourceResult } from './source-result.ts';
export { claudeCodeCollector } from './claude-code/index.ts';
export { projectFolders as claudeProjectFolders } from './claude-code/paths.ts';
export { codexCollector } from './codex/index.ts';
export { rolloutsOfFolder } from './codex/rollouts-of-folder.ts';
export { sessionBuddyCollector } from './session-buddy/index.ts';
export { builtInCollectors } from './built-in-collectors.ts';
export { ScanThread } from './scan-thread.ts';
export { limitMemoryGrowth } from './limit-memory-growth.ts';
export { folderChanges } from './folder-changes.ts';
export type { FolderChangesOptions } from './folder-changes.ts';
export { scanSkills } from './skill-catalog/scan-skills.ts';
export type { SkillScan, SkillScanOptions } from './skill-catalog/scan-skills.ts';
export type { ScannedSkill } from './skill-catalog/skill-file.ts';
export { encodePartialSuccess } from './otlp/encode-partial-success.ts';
export { readTelemetry } from './otlp/read-telemetry.ts';
export type { Telemetry, TelemetryBody, TelemetrySignal } from './otlp/read-telemetry.ts';
