import type { LineCollector } from '../collector.ts';
import { RolloutParser } from './parse.ts';
import { discoverCodex } from './paths.ts';
import { codexSource } from './thread-calls.ts';

/** Codex CLI, desktop and IDE: rollout files. */
export const codexCollector: LineCollector = {
  source: codexSource,
  form: 'lines',
  discover: discoverCodex,
  open: (file, parserState) => new RolloutParser(file.path, parserState),
};
