import { SkillsError, toTimestamp, type WorkflowRecordResult, type WorkflowStatus } from '@skills/schema';
import { executionRow, type RecordedRun, recordedRun } from './workflow-run.ts';

export type WorkflowStore = {
  execution(workflowId: string): Promise<RecordedRun | undefined>;
  /** @returns whether it is new */
  add(execution: RecordedRun & { readonly metadata: string | null }): Promise<boolean>;
  /** @returns whether it was running */
  end(
    workflowId: string,
    end: {
      readonly status: Exclude<WorkflowStatus, 'running'>;
      readonly completedAt: string;
      readonly totalDurationMs?: number | undefined;
      readonly skillsUsed?: readonly string[] | undefined;
    },
  ): Promise<boolean>;
};

export type WorkflowRecordingDependencies = { readonly store: WorkflowStore; readonly now: () => number };

export type WorkflowStart = {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly projectId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly skillsUsed?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** UTC epoch milliseconds; now when left out. */
  readonly atMs?: number | undefined;
};

export type WorkflowCompletion = {
  readonly workflowId: string;
  readonly status: Exclude<WorkflowStatus, 'running'>;
  /** In place of those named at the start. */
  readonly skillsUsed?: readonly string[] | undefined;
  readonly durationSeconds?: number | undefined;
  readonly atMs?: number | undefined;
};

/**
 * Runs of workflows as they are told. A run begins once and ends once: the same said again changes nothing, an end that
 * contradicts the first is refused. What a crash leaves running is ended later, by its id.
 */
export class WorkflowRecording {
  readonly #store: WorkflowStore;
  readonly #now: () => number;

  constructor({ store, now }: WorkflowRecordingDependencies) {
    this.#store = store;
    this.#now = now;
  }

  /** @throws {SkillsError} 'invalid-input' when the id is of a run of another workflow */
  async start(start: WorkflowStart): Promise<WorkflowRecordResult> {
    return this.#add(start, {
      startedAt: toTimestamp(start.atMs ?? this.#now()),
      completedAt: null,
      status: 'running',
      totalDurationMs: null,
    });
  }

  /** @throws {SkillsError} 'not-found', or 'invalid-input' when it ended otherwise before */
  async complete({
    workflowId,
    status,
    skillsUsed,
    durationSeconds,
    atMs,
  }: WorkflowCompletion): Promise<WorkflowRecordResult> {
    const known = await this.#required(workflowId);
    const completedAt = toTimestamp(atMs ?? this.#now());
    if (completedAt < known.startedAt) {
      throw new SkillsError('invalid-input', `workflow ${workflowId} began ${known.startedAt}, after ${completedAt}`);
    }
    const totalDurationMs = durationSeconds === undefined ? undefined : durationSeconds * 1_000;
    const changed = await this.#store.end(workflowId, { status, completedAt, totalDurationMs, skillsUsed });
    const ended = await this.#required(workflowId);
    if (!changed && ended.status !== status) {
      throw new SkillsError('invalid-input', `workflow ${workflowId} is ${ended.status} already, not ${status}`);
    }
    return { execution: executionRow(recordedRun(ended)), changed };
  }

  /**
   * Ends a run that is known, or records one that was not, at once: it ended at `atMs` and began `durationSeconds` before.
   *
   * @throws {SkillsError} 'invalid-input' when the id is of a run of another workflow, or that ended otherwise before
   */
  async finish(start: WorkflowStart, completion: WorkflowCompletion): Promise<WorkflowRecordResult> {
    const known = await this.#store.execution(start.workflowId);
    if (known !== undefined) {
      requireSameWorkflow(known, start.workflowName);
      return this.complete(completion);
    }
    const { status, durationSeconds } = completion;
    const endedAtMs = start.atMs ?? this.#now();
    return this.#add(start, {
      startedAt: toTimestamp(endedAtMs - (durationSeconds ?? 0) * 1_000),
      completedAt: toTimestamp(endedAtMs),
      status,
      totalDurationMs: durationSeconds === undefined ? null : durationSeconds * 1_000,
    });
  }

  async #add(
    { workflowId, workflowName, projectId, sessionId, skillsUsed = [], metadata }: WorkflowStart,
    state: Pick<RecordedRun, 'startedAt' | 'completedAt' | 'status' | 'totalDurationMs'>,
  ): Promise<WorkflowRecordResult> {
    const changed = await this.#store.add({
      workflowId,
      workflowName,
      projectId: projectId ?? null,
      sessionId: sessionId ?? null,
      skillsUsed,
      metadata: metadata === undefined ? null : JSON.stringify(metadata),
      ...state,
    });
    const stored = await this.#required(workflowId);
    requireSameWorkflow(stored, workflowName);
    return { execution: executionRow(recordedRun(stored)), changed };
  }

  async #required(workflowId: string): Promise<RecordedRun> {
    const known = await this.#store.execution(workflowId);
    if (known === undefined) throw new SkillsError('not-found', `no workflow run ${workflowId} was recorded`);
    return known;
  }
}

function requireSameWorkflow({ workflowId, workflowName }: RecordedRun, asked: string): void {
  if (workflowName === asked) return;
  throw new SkillsError('invalid-input', `${workflowId} is a run of ${workflowName}, not of ${asked}`);
}
