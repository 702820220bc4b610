import { parseTimestampMs } from '@skills/schema';
import type { BatchBuilder } from '../batch-builder.ts';
import { cleanText } from '../clean-text.ts';
import type { LineParser } from '../collector.ts';
import { asObject, parseObject, recordsOfLine } from '../records-of-line.ts';
import type { JsonObject } from '../records-of-line.ts';
import type { SourceLine } from '../source-line.ts';
import { clockSuspect, earliestMs } from '../time-bounds.ts';
import { outcomeOfOutput } from './call-outcome.ts';
import { RolloutThread } from './rollout-thread.ts';
import { isSkillListing, listedSkills, selectedSkill } from './skill-listing.ts';
import { ThreadCalls } from './thread-calls.ts';
import type { Step } from './thread-calls.ts';
import { ThreadUsage } from './thread-usage.ts';
import { namedCall } from './tool-name.ts';
import { UnreadLines } from './unread-lines.ts';

/** Reads a Codex rollout: lines `{timestamp, type, payload}`. What it does not know it leaves alone. */
export class RolloutParser implements LineParser {
  readonly #thread: RolloutThread;
  readonly #calls: ThreadCalls;
  readonly #usage: ThreadUsage;
  readonly #unread: UnreadLines = new UnreadLines();
  /** Of the turn; a search has no id of its own in older versions. */
  #webSearches: number;

  constructor(path: string, parserState: string | null) {
    const saved = parserState === null ? {} : (parseObject(parserState) ?? {});
    this.#thread = new RolloutThread(path, asObject(saved['thread']) ?? {});
    this.#calls = new ThreadCalls(this.#thread, asObject(saved['calls']) ?? {});
    this.#usage = new ThreadUsage(this.#thread, saved['totals']);
    this.#webSearches = typeof saved['webSearches'] === 'number' ? saved['webSearches'] : 0;
  }

  state(): string {
    return JSON.stringify({
      thread: this.#thread,
      calls: this.#calls,
      totals: this.#usage,
      webSearches: this.#webSearches,
    });
  }

  readLine(line: SourceLine, batch: BatchBuilder): boolean {
    if (this.#unread.includes(line)) return false;
    const { records, problem } = recordsOfLine(line);
    const problems = records.map((record) => this.#readRecord(record, batch)).filter((text) => text !== undefined);
    const reasons = problem === undefined ? problems : [problem, ...problems];
    if (reasons.length > 0) batch.quarantine(line, reasons.join('; '));
    return true;
  }

  /** @returns what is wrong with the record, if anything is */
  #readRecord(record: JsonObject, batch: BatchBuilder): string | undefined {
    const payload = asObject(record['payload']);
    const type = record['type'];
    if (payload === undefined || !knownTypes.has(type)) return undefined;
    if (type === 'session_meta') this.#thread.describe(payload);
    if (type === 'turn_context' || payload['type'] === 'task_started') this.#beginTurn(payload, batch);
    const lineMs = typeof record['timestamp'] === 'string' ? parseTimestampMs(record['timestamp']) : undefined;
    if (lineMs === undefined) return 'timestamp: not a time';
    if (lineMs < earliestMs || lineMs > batch.latestMs) return clockSuspect;
    const step: Step = { payload, time: this.#thread.timeOf(lineMs), batch };
    this.#sight(step);
    if (type === 'response_item') return this.#readItem(step);
    return type === 'event_msg' ? this.#readEvent(step) : undefined;
  }

  #beginTurn(payload: JsonObject, batch: BatchBuilder): void {
    // An older `task_started` names no turn; its `turn_context` follows.
    if (payload['type'] === 'task_started' && payload['turn_id'] === undefined) return;
    const before = this.#thread.turnScope;
    this.#thread.beginTurn(textOf(payload['turn_id']));
    this.#thread.useModel(textOf(payload['model']));
    if (this.#thread.turnScope === before) return;
    this.#webSearches = 0;
    this.#calls.endTurn(batch);
  }

  #sight({ time, batch }: Step): void {
    const { sessionId, project } = this.#thread;
    if (project !== undefined) batch.addProject(project);
    batch.addSession({ sessionId, projectId: project?.projectId, firstAtMs: time.atMs, lastAtMs: time.atMs });
  }

  #readItem(step: Step): string | undefined {
    const { payload } = step;
    switch (payload['type']) {
      case 'message':
        return this.#readMessage(step);
      case 'function_call':
        return this.#readFunctionCall(step);
      case 'custom_tool_call':
        return this.#readToolCall(step, textOf(payload['name']));
      case 'local_shell_call':
      case 'tool_search_call':
        return this.#readToolCall(step, payload['type']);
      case 'web_search_call':
        this.#webSearches += 1;
        return this.#calls.begin(step, { kind: 'tool', skillName: payload['type'] }, payload['id'] ?? this.#searchId());
      case 'function_call_output':
      case 'custom_tool_call_output':
        return this.#calls.end(step, outcomeOfOutput(payload['output']));
      case 'tool_search_output':
        return this.#calls.end(step, { completed: null });
      default:
        return undefined;
    }
  }

  #readEvent(step: Step): undefined {
    const { payload, batch } = step;
    switch (payload['type']) {
      case 'token_count':
        this.#usage.read(step);
        break;
      case 'turn_aborted':
        this.#calls.abortTurn(batch);
        break;
      case 'task_complete':
        this.#calls.endTurn(batch);
        break;
      case 'item_completed':
        this.#calls.endItem(step, asObject(payload['item']) ?? {});
        break;
      case 'exec_command_end':
        this.#calls.endItem(step, { ...payload, type: 'CommandExecution', id: payload['call_id'] });
        break;
      case 'mcp_tool_call_end':
        this.#calls.endItem(step, { ...payload, type: 'McpToolCall', id: payload['call_id'] });
        break;
      default:
    }
  }

  #readMessage(step: Step): undefined {
    const { payload, time, batch } = step;
    const content: readonly unknown[] = Array.isArray(payload['content']) ? payload['content'] : [];
    const { sessionId } = this.#thread;
    for (const item of content) {
      const text = asObject(item)?.['text'];
      if (typeof text !== 'string') continue;
      if (payload['role'] === 'developer' && isSkillListing(text)) {
        for (const skillName of listedSkills(text)) batch.addOffer({ skillName, sessionId, offeredAtMs: time.atMs });
      }
      const skillName = payload['role'] === 'user' ? selectedSkill(text) : undefined;
      if (skillName !== undefined) this.#calls.useSkill(step, { skillName }, 'user');
    }
  }

  #readFunctionCall(step: Step): string | undefined {
    const { payload } = step;
    const name = textOf(payload['name']);
    if (name === undefined) return 'function_call: no usable name';
    const argumentsJson = typeof payload['arguments'] === 'string' ? payload['arguments'] : '';
    const problem = this.#calls.begin(
      step,
      namedCall({ name, namespace: textOf(payload['namespace']), argumentsJson }),
      payload['call_id'],
    );
    const call = argumentsJson.includes('"c') ? (parseObject(argumentsJson) ?? {}) : {};
    const workdir = typeof call['workdir'] === 'string' ? call['workdir'] : '';
    this.#calls.runCommand(step, { command: call['cmd'] ?? call['command'], workdir }, payload['call_id']);
    return problem;
  }

  #readToolCall(step: Step, skillName: string | undefined): string | undefined {
    const { payload } = step;
    if (skillName === undefined) return 'custom_tool_call: no usable name';
    const id = payload['call_id'] ?? payload['id'];
    const problem = this.#calls.begin(step, namedCall({ name: skillName }), id);
    const action = asObject(payload['action']);
    const workdir = textOf(action?.['working_directory']) ?? '';
    if (action !== undefined) this.#calls.runCommand(step, { command: action['command'], workdir }, id);
    return problem;
  }

  #searchId(): string {
    return `codex:${this.#thread.turnScope}:web_search:${this.#webSearches}`;
  }
}

const knownTypes: ReadonlySet<unknown> = new Set(['session_meta', 'turn_context', 'response_item', 'event_msg']);

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? cleanText(value) : undefined;
}
