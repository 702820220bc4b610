import { parseTimestampMs } from '@skills/schema';
import type { ProjectSighting } from '@skills/schema';
import { cleanText } from '../clean-text.ts';
import { projectOf } from '../project-id.ts';
import { asObject } from '../records-of-line.ts';
import type { JsonObject } from '../records-of-line.ts';
import { uuidTimeMs } from './uuid-time.ts';

const threadOfFileName = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl$/i;

/** When a line happened, and whether it is a copy of a line of the thread that this one was forked from. */
export type LineTime = { readonly atMs: number; readonly copied: boolean };

/**
 * Whose lines a rollout file holds at the point reached: thread, session, working folder, turn and model.
 *
 * A fork starts with copies of its parent's lines under new timestamps. Turns keep their ids, which hold the time they
 * began (UUID version 7), so lines of a turn older than the file's own thread are copies: they count for the parent, at
 * the time of their turn.
 */
export class RolloutThread {
  #threadId: string | undefined;
  #startedAtMs: number | undefined;
  #rootSessionId: string | undefined;
  #parentThreadId: string | undefined;
  #cwd: string | undefined;
  #project: ProjectSighting | undefined;
  #turnId: string | undefined;
  #turnNumber: number;
  #model: string | undefined;
  readonly #fileName: string;

  constructor(path: string, saved: JsonObject) {
    this.#fileName = path.split(/[/\\]/).at(-1) ?? path;
    this.#threadId = textOf(saved['thread']) ?? threadOfFileName.exec(this.#fileName)?.[1];
    this.#startedAtMs = numberOf(saved['startedAtMs']) ?? uuidTimeMs(this.#threadId ?? '');
    this.#rootSessionId = textOf(saved['session']);
    this.#parentThreadId = textOf(saved['parent']);
    this.#cwd = textOf(saved['cwd']);
    this.#turnId = textOf(saved['turn']);
    this.#turnNumber = numberOf(saved['turnNumber']) ?? 0;
    this.#model = textOf(saved['model']);
  }

  /** Takes a `session_meta`: the first is the file's own, one with another id is its parent's, copied by a fork. */
  describe(meta: JsonObject): void {
    const id = textOf(meta['id']) ?? textOf(meta['session_id']);
    if (id === undefined) return;
    this.#threadId ??= id;
    if (id !== this.#threadId) {
      this.#parentThreadId = id;
      return;
    }
    this.#startedAtMs ??= uuidTimeMs(id) ?? parseTimestampMs(textOf(meta['timestamp']) ?? '');
    this.#parentThreadId ??= textOf(meta['forked_from_id']);
    this.#rootSessionId = textOf(meta['session_id']) ?? spawningThread(meta);
    this.#cwd = textOf(meta['cwd']);
    this.#project = undefined;
  }

  /** @param turnId - `undefined` from a version of Codex that does not name turns */
  beginTurn(turnId: string | undefined): void {
    if (turnId !== undefined && turnId === this.#turnId) return;
    this.#turnId = turnId;
    this.#turnNumber += 1;
  }

  useModel(model: string | undefined): void {
    this.#model = model ?? this.#model;
  }

  /** @param lineMs - the line's own timestamp */
  timeOf(lineMs: number): LineTime {
    const turnMs = this.#copiedTurnMs();
    return turnMs === undefined ? { atMs: lineMs, copied: false } : { atMs: Math.min(lineMs, turnMs), copied: true };
  }

  /** The thread whose lines these are: the parent inside copied history. */
  get threadId(): string {
    const own = this.#threadId ?? this.#fileName;
    return this.#copiedTurnMs() === undefined ? own : (this.#parentThreadId ?? own);
  }

  /** The thread began with another one's history, so its first token total is not its own. */
  get inherited(): boolean {
    return this.#parentThreadId !== undefined;
  }

  /** A spawned agent's calls belong to the session that spawned it. */
  get sessionId(): string {
    return this.#copiedTurnMs() === undefined ? (this.#rootSessionId ?? this.threadId) : this.threadId;
  }

  get agentId(): string | undefined {
    return this.sessionId === this.threadId ? undefined : this.threadId;
  }

  get project(): ProjectSighting | undefined {
    this.#project ??= this.#cwd === undefined ? undefined : projectOf(this.#cwd);
    return this.#project;
  }

  get model(): string | undefined {
    return this.#model;
  }

  /** Names the turn across files: its own id, else its number in the history that a fork shares with its parent. */
  get turnScope(): string {
    return this.#turnId ?? `${this.#parentThreadId ?? this.threadId}#${this.#turnNumber}`;
  }

  toJSON(): JsonObject {
    return {
      thread: this.#threadId,
      startedAtMs: this.#startedAtMs,
      session: this.#rootSessionId,
      parent: this.#parentThreadId,
      cwd: this.#cwd,
      turn: this.#turnId,
      turnNumber: this.#turnNumber,
      model: this.#model,
    };
  }

  #copiedTurnMs(): number | undefined {
    if (this.#parentThreadId === undefined || this.#startedAtMs === undefined) return undefined;
    const turnMs = this.#turnId === undefined ? undefined : uuidTimeMs(this.#turnId);
    return turnMs !== undefined && turnMs < this.#startedAtMs ? turnMs : undefined;
  }
}

function spawningThread(meta: JsonObject): string | undefined {
  const subagent = asObject(asObject(meta['source'])?.['subagent']);
  return textOf(asObject(subagent?.['thread_spawn'])?.['parent_thread_id']);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? cleanText(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
