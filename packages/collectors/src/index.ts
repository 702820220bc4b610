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
export type { BatchSink, CollectOptions, CollectProgress, SourceResult } from './collect-source.ts';
export { claudeCodeCollector } from './claude-code/index.ts';
export { codexCollector } from './codex/index.ts';
export { sessionBuddyCollector } from './session-buddy/index.ts';
export { builtInCollectors } from './built-in-collectors.ts';
export { limitYoungMemory } from './limit-young-memory.ts';
export { folderChanges } from './folder-changes.ts';
export type { FolderChangesOptions } from './folder-changes.ts';
