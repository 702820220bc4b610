import type { BatchBuilder } from '../batch-builder.ts';
import { cleanText } from '../clean-text.ts';
import type { JsonObject } from '../records-of-line.ts';
import { SkillTurns, readSkillTurnsState } from '../skill-turns/skill-turns.ts';
import { isVerificationCommand } from '../skill-turns/verification-command.ts';
import { codexCallId, codexSkillCallId } from './call-id.ts';
import { outcomeOfItem, outcomeOfMcpCall } from './call-outcome.ts';
import type { CallOutcome } from './call-outcome.ts';
import { RecentCalls } from './recent-calls.ts';
import type { LineTime, RolloutThread } from './rollout-thread.ts';
import { skillsReadByCommand, skillsReadByParsedCommand } from './skill-reads.ts';
import type { ReadSkill } from './skill-reads.ts';
import type { NamedCall } from './tool-name.ts';

export const codexSource = 'codex';

/** One record with what is known around it. */
export type Step = { readonly payload: JsonObject; readonly time: LineTime; readonly batch: BatchBuilder };

/** A command as a call carries it: shell text or words, and where it runs. */
export type CallCommand = { readonly command: unknown; readonly workdir: string };

// A rollout is one thread: no two chains of work in it run at once.
const chain = '';

/**
 * The calls and skills of a thread: when they begin, how they end, and what a skill's turn came to (the rule of
 * docs/outcome-rule.md, as for every assistant).
 */
export class ThreadCalls {
  readonly #thread: RolloutThread;
  readonly #recent: RecentCalls;
  #turns: SkillTurns;

  /** @param saved - `toJSON()` of the reader before */
  constructor(thread: RolloutThread, saved: JsonObject) {
    this.#thread = thread;
    this.#recent = new RecentCalls(saved['recent']);
    this.#turns = new SkillTurns(readSkillTurnsState(saved['turns']));
  }

  toJSON(): JsonObject {
    return { recent: this.#recent, turns: this.#turns.state() };
  }

  /** @returns what is wrong with the call, if anything is */
  begin(step: Step, named: NamedCall, id: unknown): string | undefined {
    const callId = this.#callId(id);
    if (callId === undefined) return `${named.kind}: no usable call id`;
    this.#recent.begin(callId, step.time.atMs);
    const skillName = cleanText(named.skillName) ?? '(unnamed)';
    step.batch.addInvocation({ ...this.#place(step), kind: named.kind, skillName, callId });
    return undefined;
  }

  /** Looks at the command that a call runs: it may read a skill, or check what a skill did. */
  runCommand(step: Step, { command, workdir }: CallCommand, id: unknown): void {
    for (const skill of skillsReadByCommand(command, workdir)) this.useSkill(step, skill, 'model');
    const text = Array.isArray(command) ? command.findLast((word) => typeof word === 'string') : command;
    const callId = this.#callId(id);
    if (callId !== undefined && typeof text === 'string' && this.#turns.isOpen(chain) && isVerificationCommand(text)) {
      this.#turns.startCheck(chain, callId);
    }
  }

  useSkill(step: Step, skill: ReadSkill, trigger: 'model' | 'user'): void {
    const skillName = cleanText(skill.skillName);
    if (skillName === undefined) return;
    const skillVersion = skill.skillVersion === undefined ? undefined : cleanText(skill.skillVersion);
    const callId = codexSkillCallId(this.#thread.turnScope, skillName);
    step.batch.addInvocation({ ...this.#place(step), callId, kind: 'skill', skillName, skillVersion, trigger });
    if (this.#recent.has(callId)) return;
    this.#recent.begin(callId, step.time.atMs);
    this.#turns.open(chain, callId, step.batch);
  }

  /** Takes the output of a call. The times of a copied line are those of the copying, so they give no duration. */
  end(step: Step, outcome: CallOutcome): string | undefined {
    const callId = this.#callId(step.payload['call_id']);
    if (callId === undefined) return 'output: no usable call id';
    const { atMs, copied } = step.time;
    const beganAtMs = this.#recent.end(callId);
    const durationSeconds = beganAtMs === undefined ? undefined : Math.max(0, atMs - beganAtMs) / 1000;
    step.batch.addCompletion({ callId, ...outcome, ...(copied ? {} : { endedAtMs: atMs, durationSeconds }) });
    this.#endCheck(callId, outcome);
    return undefined;
  }

  /** Takes a finished item. It tells the outcome of a call that went on after its output, not the duration. */
  endItem(step: Step, item: JsonObject): void {
    const isMcp = item['type'] === 'McpToolCall';
    if (!isMcp && item['type'] !== 'CommandExecution') return;
    for (const skill of skillsReadByParsedCommand(item['parsed_cmd'])) this.useSkill(step, skill, 'model');
    const callId = this.#callId(item['id']);
    const outcome = isMcp ? outcomeOfMcpCall(item) : outcomeOfItem(item);
    const saysNothing = outcome.completed === null && outcome.errorType === undefined;
    // Items also tell of commands that the user ran, which are no calls.
    if (callId === undefined || saysNothing || !this.#recent.has(callId)) return;
    step.batch.addCompletion({ callId, ...outcome });
    this.#endCheck(callId, outcome);
  }

  /** The turn ended by itself, or another one begins. */
  endTurn(batch: BatchBuilder): void {
    this.#recent.takeOpen();
    this.#turns.close(chain, batch);
  }

  /** The turn was cut off: nothing that was open came to an end of its own. */
  abortTurn(batch: BatchBuilder): void {
    for (const callId of this.#recent.takeOpen()) {
      batch.addCompletion({ callId, completed: null, errorType: 'interrupted' });
    }
    this.#turns = new SkillTurns();
  }

  #endCheck(callId: string, outcome: CallOutcome): void {
    if (outcome.completed !== null) this.#turns.endCall(callId, outcome.completed ? 'succeeded' : 'failed');
  }

  #callId(id: unknown): string | undefined {
    const text = typeof id === 'string' ? cleanText(id) : undefined;
    return text === undefined ? undefined : codexCallId(text, this.#thread.threadId);
  }

  #place(step: Step) {
    const { sessionId, agentId, project, model } = this.#thread;
    const invokedAtMs = step.time.atMs;
    return {
      source: codexSource,
      completed: null,
      invokedAtMs,
      sessionId,
      agentId,
      projectId: project?.projectId,
      model,
    };
  }
}
