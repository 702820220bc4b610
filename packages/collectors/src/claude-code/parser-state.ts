import { parseObject } from '../records-of-line.ts';
import { type SkillTurnsState, readSkillTurnsState } from '../skill-turns/skill-turns.ts';

/** What reading on in a transcript needs to know of the lines before. */
export type TranscriptState = {
  readonly projectId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Time of the last record that had a usable one, UTC epoch milliseconds. */
  readonly lastAtMs?: number | undefined;
  /** Sessions named before any record had a time. */
  readonly timelessSessions: readonly string[];
  readonly turns: SkillTurnsState;
};

const emptyState: TranscriptState = { timelessSessions: [], turns: [] };

export function formatState(state: TranscriptState): string {
  return JSON.stringify(state);
}

/** What cannot be read, because another version wrote it, counts as nothing. */
export function readState(text: string | null): TranscriptState {
  const fields = text === null ? undefined : parseObject(text);
  if (fields === undefined) return emptyState;
  return {
    projectId: stringOf(fields['projectId']),
    sessionId: stringOf(fields['sessionId']),
    lastAtMs: typeof fields['lastAtMs'] === 'number' ? fields['lastAtMs'] : undefined,
    timelessSessions: listOf(fields['timelessSessions']).filter((value) => typeof value === 'string'),
    turns: readSkillTurnsState(fields['turns']),
  };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
