import { claudeCodeCollector } from './claude-code/index.ts';
import { codexCollector } from './codex/index.ts';
import type { Collector } from './collector.ts';
import { sessionBuddyCollector } from './session-buddy/index.ts';

/** Every source that is read from files. */
export const builtInCollectors: readonly Collector[] = [claudeCodeCollector, codexCollector, sessionBuddyCollector];
