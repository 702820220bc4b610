import { statSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import type { CollectorEnvironment, Discovery } from '../collector.ts';
import { walkFolder } from '../walk-folder.ts';

/** What the place of a transcript says about it. */
export type TranscriptFile = {
  /** File name without extension; the session's id unless the file is a subagent's. */
  readonly stem: string;
  readonly isSubagent: boolean;
  readonly agentId: string | undefined;
};

/** Folders that hold `<project>/<session>.jsonl`; `CLAUDE_CONFIG_DIR` may name several, split by commas. */
export function projectFolders(environment: CollectorEnvironment): readonly string[] {
  const { variables, homeDirectory } = environment;
  const named = (variables['CLAUDE_CONFIG_DIR'] ?? '')
    .split(',')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');
  if (named.length > 0)
    return named.map((folder) => (basename(folder) === 'projects' ? folder : join(folder, 'projects')));
  const configFolder = variables['XDG_CONFIG_HOME'] ?? join(homeDirectory, '.config');
  return [join(homeDirectory, '.claude', 'projects'), join(configFolder, 'claude', 'projects')];
}

/** Workflow agents lie six folders below `projects`; what is deeper is no transcript. */
const maxDepth = 32;

/** Every `*.jsonl` under the usual folders, or under `from`; a file named by `from` counts whatever its name is. */
export function discoverTranscripts(environment: CollectorEnvironment, from?: string): Discovery {
  const places = (from === undefined ? projectFolders(environment) : [from]).map((place) => resolve(place));
  const isFile = (place: string): boolean => statSync(place, { throwIfNoEntry: false })?.isFile() === true;
  const walks = places.map((place) => (isFile(place) ? { files: [place], errors: [] } : walkTranscripts(place)));
  return {
    places,
    files: [...new Set(walks.flatMap((walk) => walk.files))],
    errors: walks.flatMap((walk) => walk.errors),
  };
}

function walkTranscripts(place: string): ReturnType<typeof walkFolder> {
  return walkFolder(place, {
    maxDepth,
    // A rollout is Codex's: one folder may hold both.
    acceptsFile: (path) => path.endsWith('.jsonl') && !basename(path).startsWith('rollout-'),
    entersFolder: () => true,
  });
}

/** Subagents write `agent-<id>.jsonl`, since 2.1 in a folder `subagents`, workflows deeper in it. */
export function transcriptFileOf(path: string): TranscriptFile {
  const name = basename(path);
  const stem = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : name;
  const isAgentFile = name.startsWith('agent-');
  const isSubagent = isAgentFile || path.split(sep).slice(0, -1).includes('subagents');
  return { stem, isSubagent, agentId: isSubagent ? stem.replace(/^agent-/, '') : undefined };
}
